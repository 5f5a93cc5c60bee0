using Verifier.Engine.Interception;

namespace Verifier.Engine.Execution;

/// <summary>What a door wants from a run besides its result; none of it changes the run.</summary>
public sealed record RunOptions
{
    /// <summary>Neither events nor breaks.</summary>
    public static RunOptions Default { get; } = new();

    /// <summary>Keep the trace's events, not only its hash.</summary>
    public bool KeepTrace { get; init; }

    /// <summary>Called at each injected failure, in the driver's frame.</summary>
    public Action<Injection>? OnInjected { get; init; }
}
