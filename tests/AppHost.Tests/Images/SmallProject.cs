namespace CcDemo.AppHost.Tests;

/// <summary>A small program of its own, built by the rules of this repository's programs.</summary>
internal sealed class SmallProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccdemo-small-");

    /// <param name="name">The project's name.</param>
    public SmallProject(string name = "Small")
    {
        FullName = Path.Combine(_folder.FullName, $"{name}.csproj");
        Write(Path.GetFileName(FullName), $"""
            <Project>
              <PropertyGroup>
                <DirectoryBuildTargetsPath>{Path.Combine(Repository(), "Directory.Build.targets")}</DirectoryBuildTargetsPath>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """);
        Say("hello");
    }

    public string FullName { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Changes what the program says.</summary>
    public void Say(string text) => Write("Program.cs", $"System.Console.WriteLine(\"{text}\");");

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (!File.Exists(Path.Combine(folder.FullName, "CcDemo.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not below the repository.");
        }

        return folder.FullName;
    }
}
