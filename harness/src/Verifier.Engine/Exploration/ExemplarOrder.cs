namespace Verifier.Engine.Exploration;

/// <summary>Orders the runs that show a finding: the first one, which is the easiest to understand, stands for it.</summary>
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
