using Verifier.Engine.Planning;

namespace Verifier.Engine.Observation;

/// <summary>The state of a rule at the end of one run.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="State">Its state at the end.</param>
/// <param name="Eligible">Calls that were eligible.</param>
/// <param name="Failures">Calls that it made to fail.</param>
/// <param name="Seed">The dice's own seed, if the rule has one.</param>
public sealed record RuleOutcome(PlannedRule Rule, RuleFinalState State, long Eligible, long Failures, ulong? Seed);
