namespace CcDemo.Consumer.Messages;

/// <summary>Work on a list that is spread over the cores; who comes first takes the next few.</summary>
internal static class AllCores
{
    /// <summary>One RSA operation takes as long as hundreds of symmetric ones, so that no core may take many at once.</summary>
    private const int AtOnce = 4;

    /// <summary>Does something with each item; ends when that is done for all.</summary>
    public static void ForEach<T>(IReadOnlyList<T> items, int cores, Action<T> action)
    {
        var next = 0;
        var workers = Math.Min(cores, (items.Count + AtOnce - 1) / AtOnce);
        if (workers > 1)
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work());
        }
        else
        {
            Work();
        }

        void Work()
        {
            for (var from = Next(); from < items.Count; from = Next())
            {
                for (var i = from; i < Math.Min(from + AtOnce, items.Count); i++)
                {
                    action(items[i]);
                }
            }
        }

        int Next() => Interlocked.Add(ref next, AtOnce) - AtOnce;
    }
}
