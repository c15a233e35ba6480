using System.Diagnostics;
using System.Diagnostics.Metrics;
using CcDemo.Skr.Errors;

namespace CcDemo.Skr.Telemetry;

/// <summary>What this sidecar reports about its work; never a token, a key or a plaintext.</summary>
internal sealed class SkrTelemetry
{
    public const string Name = "CcDemo.Skr";

    public static readonly ActivitySource Source = new(Name);

    private readonly TimeProvider _time;
    private readonly Counter<long> _attestations;
    private readonly Counter<long> _releases;
    private readonly Counter<long> _wrappingKeys;
    private readonly Counter<long> _cachedKeys;
    private readonly Histogram<double> _releaseDuration;
    private readonly Histogram<double> _stageDuration;

    public SkrTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _attestations = meter.CreateCounter<long>("skr.attestations", "{attestation}", "Attestations by outcome.");
        _releases = meter.CreateCounter<long>("skr.releases", "{release}", "Key releases by outcome.");
        _wrappingKeys = meter.CreateCounter<long>("skr.wrapping_keys", "{key}", "Wrapping keys by whether they were made ahead of time.");
        _cachedKeys = meter.CreateCounter<long>("skr.cached_keys", "{event}", "What happened to cached keys: used, renewed, dropped, expired.");
        _releaseDuration = meter.CreateHistogram<double>("skr.release.duration", "s", "How long key releases took.");
        _stageDuration = meter.CreateHistogram<double>("skr.stage.duration", "s", "How long each stage of attestation and release took.");
    }

    public void Attested(bool accepted) => _attestations.Add(1, Outcome(accepted));

    public void Released(bool accepted, TimeSpan duration)
    {
        _releases.Add(1, Outcome(accepted));
        _releaseDuration.Record(duration.TotalSeconds, Outcome(accepted));
    }

    public void TookWrappingKey(bool prepared) => _wrappingKeys.Add(1, new KeyValuePair<string, object?>("prepared", prepared));

    public void CachedKey(string what) => _cachedKeys.Add(1, new KeyValuePair<string, object?>("event", what));

    /// <summary>Runs a stage as a span <c>skr.STAGE</c> and measures it.</summary>
    public async Task<T> RunAsync<T>(string stage, Func<Task<T>> work)
    {
        using var activity = Source.StartActivity($"skr.{stage}");
        var start = _time.GetTimestamp();
        var accepted = false;
        try
        {
            var result = await work();
            accepted = true;
            return result;
        }
        catch (Exception e)
        {
            Fail(activity, e);
            Locate(e, stage);
            throw;
        }
        finally
        {
            Record(stage, accepted, start);
        }
    }

    /// <summary>Runs a stage as a span <c>skr.STAGE</c> and measures it.</summary>
    public T Run<T>(string stage, Func<T> work)
    {
        using var activity = Source.StartActivity($"skr.{stage}");
        var start = _time.GetTimestamp();
        var accepted = false;
        try
        {
            var result = work();
            accepted = true;
            return result;
        }
        catch (Exception e)
        {
            Fail(activity, e);
            Locate(e, stage);
            throw;
        }
        finally
        {
            Record(stage, accepted, start);
        }
    }

    /// <summary>Marks a span as failed; what is no refusal is named by its type only, since its message may hold anything.</summary>
    public static void Fail(Activity? activity, Exception e)
        => activity?.SetStatus(ActivityStatusCode.Error, e is RefusalException ? e.Message : e.GetType().Name);

    /// <summary>A stage within a stage is named, not the one around it.</summary>
    private static void Locate(Exception e, string stage)
    {
        if (e is RefusalException { Stage: null } refusal)
        {
            refusal.Stage = stage;
        }
    }

    private void Record(string stage, bool accepted, long start)
        => _stageDuration.Record(_time.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("stage", stage), Outcome(accepted));

    private static KeyValuePair<string, object?> Outcome(bool accepted) => new("outcome", accepted ? "accepted" : "refused");
}
