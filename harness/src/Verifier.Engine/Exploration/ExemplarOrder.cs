namespace Verifier.Engine.Exploration;

/// <summary>Which of the runs that show a finding stands for it: the one that is easiest to understand.</summary>
internal enum ExemplarOrder
{
    /// <summary>Nothing was made to fail.</summary>
    Golden,

    /// <summary>One call was, and the finding says which, and in which operation.</summary>
    OneFault,

    /// <summary>Several were, at named points.</summary>
    SeveralFaults,

    /// <summary>Several were, by dice.</summary>
    Dice,

    /// <summary>A limit of the machine was lowered: which call met it depends on everything before.</summary>
    Exhausted,
}
