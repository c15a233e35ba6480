namespace CcDemo.AppHost;

/// <summary>Says which parameters a check lacks.</summary>
internal static class Parameters
{
    /// <summary>The finding that a check cannot be made; null when every parameter has a value.</summary>
    public static Finding? Lacking(params ReadOnlySpan<(DeploymentSetting Setting, string Value)> needed)
    {
        List<string> names = [];

        foreach (var (setting, value) in needed)
        {
            if (value.Length == 0)
            {
                names.Add($"Parameters:{setting.Name}");
            }
        }

        return names.Count > 0 ? Finding.Unknown($"cannot be asked without {string.Join(", ", names)}") : null;
    }
}
