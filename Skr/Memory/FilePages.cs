using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CcDemo.Skr.Memory;

/// <summary>
/// The pages of the program's file and its libraries'. The system maps those that are used and others around them; what only
/// the start needed, such as the type data that it unpacks, else stays mapped for as long as the process runs.
/// </summary>
internal static partial class FilePages
{
    private const string Maps = "/proc/self/smaps";
    private const int DontNeed = 4; // MADV_DONTNEED

    /// <summary>Lets go of the pages of a native binary that nothing was written to; the next use of one maps it again.</summary>
    public static void Release()
    {
        // The runtime that compiles as it runs maps files in ways of its own.
        if (!OperatingSystem.IsLinux() || RuntimeFeature.IsDynamicCodeSupported)
        {
            return;
        }

        foreach (var (start, end) in FindUnwritten(File.ReadAllLines(Maps)))
        {
            // A kernel that refuses leaves them mapped, which is larger but not wrong.
            _ = Advise(start, end - start, DontNeed);
        }
    }

    /// <summary>The private mappings of files that cannot be written to, and never were: dropping their pages loses nothing.</summary>
    /// <param name="lines">What proc(5) says of a process' mappings: a line for each, and lines of its counters.</param>
    public static IReadOnlyList<(nuint Start, nuint End)> FindUnwritten(IEnumerable<string> lines)
    {
        List<(nuint Start, nuint End)> unwritten = [];
        (nuint Start, nuint End)? candidate = null;
        foreach (var line in lines)
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!fields[0].EndsWith(':'))
            {
                candidate = IsReadOnlyFile(fields) ? RangeOf(fields[0]) : null;
            }
            else if (candidate is { } range && fields is ["Anonymous:", var kilobytes, ..])
            {
                // What was written, such as an address that the loader put in, is a page of its own, which would be lost.
                if (kilobytes == "0")
                {
                    unwritten.Add(range);
                }

                candidate = null;
            }
        }

        return unwritten;
    }

    private static bool IsReadOnlyFile(string[] fields) => fields is [_, "r--p" or "r-xp", _, _, not "0", ['/', ..], ..];

    private static (nuint Start, nuint End) RangeOf(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return (Address(text.AsSpan(0, dash)), Address(text.AsSpan(dash + 1)));
    }

    private static nuint Address(ReadOnlySpan<char> digits) => nuint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint address, nuint length, int advice);
}
