namespace CcDemo.AppHost;

/// <summary>A setting of the pipeline: the parameter <c>Parameters:NAME</c>.</summary>
/// <param name="Name">The name, in kebab case.</param>
/// <param name="Meaning">What it is, as a person is asked for it.</param>
/// <param name="Default">The value when none is given; null when there is none.</param>
/// <param name="Problem">What is wrong with a value that is given; null when nothing is.</param>
/// <param name="IsRequired">Whether <c>publish</c> and what builds on it needs a value.</param>
internal sealed record DeploymentSetting(
    string Name, string Meaning, string? Default, Func<string, string?> Problem, bool IsRequired = false);
