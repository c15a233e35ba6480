namespace CcDemo.AppHost;

/// <summary>What a question to a program, a cloud or a cluster came to: a value, that there is no such thing, or no answer.</summary>
internal sealed record Answer<T>
    where T : notnull
{
    private readonly bool _hasValue;
    private readonly string? _silence;
    private readonly Remedy? _remedy;

    private Answer(T? value, bool hasValue, string? silence, Remedy? remedy)
    {
        Value = value;
        _hasValue = hasValue;
        _silence = silence;
        _remedy = remedy;
    }

    /// <summary>The thing that was asked for; the type's default when there is none.</summary>
    public T? Value { get; }

    /// <summary>The asked answered that there is no such thing.</summary>
    public static Answer<T> Absent { get; } = new(default, hasValue: false, silence: null, remedy: null);

    /// <summary>The thing that was asked for.</summary>
    public static Answer<T> Of(T value) => new(value, hasValue: true, silence: null, remedy: null);

    /// <summary>The question could not be asked, or was not answered.</summary>
    /// <param name="silence">Why, in some words.</param>
    /// <param name="remedy">What lets the question be asked.</param>
    public static Answer<T> None(string silence, Remedy? remedy = null) => new(default, hasValue: false, silence, remedy);

    /// <summary>Makes a finding of it; what was not answered is unknown.</summary>
    public Finding Judge(Func<T, Finding> present, Func<Finding> absent)
        => _hasValue ? present(Value!) : _silence is { } silence ? Finding.Unknown(silence, _remedy) : absent();

    /// <summary>Makes a finding of it, after further questions.</summary>
    public async Task<Finding> JudgeAsync(Func<T, Task<Finding>> present, Func<Finding> absent)
        => _hasValue ? await present(Value!) : Judge(_ => throw new InvalidOperationException("There is no value."), absent);

    /// <summary>The same answer, with a part of the value.</summary>
    public Answer<TPart> Select<TPart>(Func<T, Answer<TPart>> part)
        where TPart : notnull
        => _hasValue ? part(Value!) : _silence is { } silence ? Answer<TPart>.None(silence, _remedy) : Answer<TPart>.Absent;
}
