using System.Diagnostics.CodeAnalysis;

namespace CcDemo.AppHost;

/// <summary>Either a value, or why there is none.</summary>
internal readonly record struct Outcome<T>
    where T : class
{
    private Outcome(T? value, MeasurementError? error) => (Value, Error) = (value, error);

    /// <summary>The value; null when there is none.</summary>
    public T? Value { get; }

    /// <summary>Why there is none; null when there is a value.</summary>
    public MeasurementError? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>A value; for types that have no conversion, which interfaces have not.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(MeasurementError error) => new(null, error);
}
