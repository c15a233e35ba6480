namespace CcDemo.Producer.Schedule;

/// <summary>The door of this folder.</summary>
internal static class ScheduleExtensions
{
    public static void AddSchedule(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddHostedService<SendSchedule>();
    }
}
