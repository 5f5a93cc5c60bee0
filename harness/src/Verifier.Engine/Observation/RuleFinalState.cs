namespace Verifier.Engine.Observation;

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
