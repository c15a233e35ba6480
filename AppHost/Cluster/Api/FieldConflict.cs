namespace CcDemo.AppHost;

/// <summary>A field that a change would touch and that somebody else manages.</summary>
/// <param name="Field">Where it is, such as <c>.spec.replicas</c>.</param>
/// <param name="Owner">Who manages it, as the cluster puts it.</param>
internal sealed record FieldConflict(string Field, string Owner);
