using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>A stop: the bug check or hang, the operation during which it came, and where the driver was.</summary>
public sealed record ObservedStop(BugCheck? BugCheck, string? Detail, int Operation, string Routine, DriverStack Stack)
{
    /// <summary>The calls that it is about.</summary>
    public ImmutableArray<ObservedCall> About { get; init; } = [];

    /// <summary>A hang rather than a bug check.</summary>
    public bool IsHang => BugCheck is null && !IsUnjudged;

    /// <summary>The system could not go on because the script leaves it no memory; that is not the driver's doing.</summary>
    public bool IsShortage { get; init; }

    /// <summary>
    /// The routine or behaviour that the driver needed and the simulated kernel does not have; null when that did not end the run.
    /// </summary>
    public UnmodelledUse? Unmodelled { get; init; }

    /// <summary>The run ended for a reason that says nothing of the driver.</summary>
    public bool IsUnjudged => IsShortage || Unmodelled is not null;
}
