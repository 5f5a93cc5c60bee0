using Verifier.Engine.Exploration;
using Verifier.Workers.Running;

namespace Verifier.Acceptance.Library;

/// <summary>One scenario explored with one driver.</summary>
/// <param name="Title">How the script's faults take part.</param>
/// <param name="Target">What was explored.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record Exploration(string Title, ExplorationTarget Target, CampaignOutcome Outcome);
