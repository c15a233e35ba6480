using MudBlazor;

namespace CcDemo.Dashboard.Components.Shell;

/// <summary>What is said to the user of one open page: what has come of a command. MudBlazor's own messages write style elements, which the pages' policy forbids.</summary>
internal sealed class Notices
{
    private const int Most = 4;

    private readonly List<Notice> _all = [];
    private int _last;

    /// <summary>Raised after one has come or gone.</summary>
    public event Action? Changed;

    /// <summary>The latest last.</summary>
    public IReadOnlyList<Notice> All => _all;

    /// <summary>Says something; the oldest makes room when there are many.</summary>
    public void Say(string text, Severity severity)
    {
        _all.Add(new Notice(++_last, text, severity));
        if (_all.Count > Most)
        {
            _all.RemoveAt(0);
        }

        Changed?.Invoke();
    }

    /// <summary>Takes one away.</summary>
    public void Remove(Notice notice)
    {
        if (_all.Remove(notice))
        {
            Changed?.Invoke();
        }
    }
}
