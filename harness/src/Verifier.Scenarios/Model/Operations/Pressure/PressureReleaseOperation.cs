namespace Verifier.Scenarios.Model;

/// <summary><c>release</c>: gives back what <c>hold</c> took.</summary>
public sealed record PressureReleaseOperation : PressureOperation
{
    /// <summary>The name given to <c>hold</c>.</summary>
    public required string Handle { get; init; }
}
