using Verifier.Engine.Observation;

namespace Verifier.Engine.Exploration;

/// <summary>A fault site: how often the golden run came there, how often it failed, and with how many findings.</summary>
public sealed record SiteOutcome(FaultPoint First, int Reached, int FailedOnce, int FailedPersistently, int Findings);
