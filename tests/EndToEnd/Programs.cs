namespace CcDemo.EndToEnd;

internal static class Programs
{
    /// <summary>The first of the programs that is on the path.</summary>
    public static string? Find(params string[] names)
        => (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            from name in names
            let file = Path.Combine(folder, name)
            where File.Exists(file)
            select file).FirstOrDefault();
}
