namespace Verifier.Kernel;

/// <summary>A call of a driver that a finding talks about: what it made or took, its DDI (null without one) and its number in the run.</summary>
internal readonly record struct Origin(string What, Ddi? Ddi, long CallNumber)
{
    /// <summary>The call that acquired a resource; null for null.</summary>
    public static Origin? Of(string what, in Resource? resource) =>
        resource is { GivenTo: 0 } known ? new Origin(what, known.AcquiredBy, known.CallNumber) : null;
}
