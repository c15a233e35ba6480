namespace CcDemo.AppHost;

/// <summary>An object that goes.</summary>
/// <param name="Resource">Its kind.</param>
/// <param name="Name">Its name.</param>
internal sealed record DoomedObject(ApiResource Resource, string Name)
{
    public override string ToString() => $"{Resource.Kind} {Name}";
}
