using System.Text;

namespace Aspire.Hosting.Orchestration;

/// <summary>Splits a command line; double quotes hold an argument together.</summary>
internal static class CommandLineText
{
    public static IReadOnlyList<string> Split(string? text)
    {
        List<string> arguments = [];
        var current = new StringBuilder();
        var (isQuoted, isOpen) = (false, false);

        foreach (var c in text ?? "")
        {
            if (c == '"')
            {
                (isQuoted, isOpen) = (!isQuoted, true);
            }
            else if (char.IsWhiteSpace(c) && !isQuoted)
            {
                if (isOpen)
                {
                    arguments.Add(current.ToString());
                    current.Clear();
                    isOpen = false;
                }
            }
            else
            {
                current.Append(c);
                isOpen = true;
            }
        }

        if (isOpen)
        {
            arguments.Add(current.ToString());
        }

        return arguments;
    }
}
