using System.Collections.Immutable;

namespace Verifier.Engine.Observation;

/// <summary>The place where a driver acquired a resource: the operation, and the driver's frames at the call.</summary>
/// <param name="Operation">What reports call the operation in progress; empty outside of one.</param>
/// <param name="Routine">The driver's routine, by image and name, where it was given something without a call; empty otherwise.</param>
/// <param name="Frames">The driver's frames at the call, innermost first; empty where there was no call.</param>
public sealed record Acquisition(string Operation, string Routine, ImmutableArray<DriverFrame> Frames)
{
    /// <summary>Routine, file and line; empty when neither is known.</summary>
    public string Place => Frames is [var first, ..] ? first.ToString() : Routine;

    /// <summary>As texts add it: <c> in Type.Routine (File:Line) during start #2</c>.</summary>
    public override string ToString() =>
        (Place.Length > 0 ? $" in {Place}" : string.Empty) + (Operation.Length > 0 ? $" during {Operation}" : string.Empty);
}
