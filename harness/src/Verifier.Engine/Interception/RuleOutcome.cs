using Verifier.Engine.Planning;

namespace Verifier.Engine.Interception;

/// <summary>What became of a rule in one run.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="State">Its state at the end.</param>
/// <param name="Eligible">Calls that were eligible.</param>
/// <param name="Failures">Calls that it made to fail.</param>
/// <param name="Seed">The dice's own seed, if the rule has one.</param>
public sealed record RuleOutcome(PlannedRule Rule, RuleFinalState State, long Eligible, long Failures, ulong? Seed);

/// <summary>The states of a rule that every report shows.</summary>
public enum RuleFinalState
{
    /// <summary>Eligible calls were seen, none was chosen (the dice, a limit or a space decided so).</summary>
    Armed,

    /// <summary>It failed at least one call and could fail more.</summary>
    Triggered,

    /// <summary>It failed all the calls it was allowed to.</summary>
    Exhausted,

    /// <summary>The call it waits for never came.</summary>
    NeverReached,
}
