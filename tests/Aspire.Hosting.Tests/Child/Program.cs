using System.Globalization;

// A project that a test's AppHost starts: it ends as it is told to, or tells the variables that it is asked for.
if (args is ["exit", var code])
{
    Console.WriteLine("This went well.");
    Console.Error.WriteLine("This did not.");
    return int.Parse(code, CultureInfo.InvariantCulture);
}

foreach (var name in args)
{
    Console.WriteLine($"{name}={Environment.GetEnvironmentVariable(name) ?? "(unset)"}");
}

return 0;
