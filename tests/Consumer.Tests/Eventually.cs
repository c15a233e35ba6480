namespace CcDemo.Consumer.Tests;

internal static class Eventually
{
    /// <summary>Looks again and again until what is seen is as it should be.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> look, Predicate<T> condition, Func<T, string> describe, TimeSpan? patience = null)
    {
        var end = DateTime.UtcNow + (patience ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look();
            if (condition(seen))
            {
                return seen;
            }

            Assert.True(DateTime.UtcNow < end, $"It never became so; last seen: {describe(seen)}");
            await Task.Delay(50);
        }
    }
}
