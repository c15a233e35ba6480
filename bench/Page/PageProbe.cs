namespace CcDemo.Bench;

/// <summary>What is measured inside of the page.</summary>
internal sealed record PageProbe
{
    /// <summary>Begins to observe.</summary>
    public const string Start = """
        () => {
          window.probe = { tasks: [], clicks: [], shown: 0 };
          new PerformanceObserver(list => list.getEntries().forEach(task => window.probe.tasks.push(task.duration))).observe({ type: 'longtask' });
          new MutationObserver(changes => changes.forEach(change => { window.probe.shown += change.addedNodes.length; }))
            .observe(document.getElementById('rows'), { childList: true });
        }
        """;

    /// <summary>Clicks and waits for the frame after it.</summary>
    public const string Click = """
        () => new Promise(done => {
          const before = performance.now();
          document.getElementById('pause').click();
          requestAnimationFrame(() => setTimeout(() => { window.probe.clicks.push(performance.now() - before); done(); }));
        })
        """;

    /// <summary>What was seen.</summary>
    public const string Read = """
        () => ({
          tasks: window.probe.tasks, clicks: window.probe.clicks, shown: window.probe.shown,
          rows: document.querySelectorAll('#rows li').length, notice: document.getElementById('sampling').textContent,
        })
        """;

    /// <summary>Tasks of 50 ms and more, in ms.</summary>
    public double[] Tasks { get; set; } = [];

    /// <summary>Times of clicks, in ms.</summary>
    public double[] Clicks { get; set; } = [];

    /// <summary>Rows that were put onto the page.</summary>
    public int Shown { get; set; }

    /// <summary>Rows on the page.</summary>
    public int Rows { get; set; }

    /// <summary>What the page says of what it leaves out.</summary>
    public string Notice { get; set; } = "";
}
