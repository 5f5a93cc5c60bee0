namespace Verifier.Cli.Running;

/// <summary>The verdict on one run, in one word.</summary>
internal enum Verdict
{
    /// <summary>Nothing was found, and nothing was expected to be.</summary>
    Pass,

    /// <summary>Exactly the expected findings came.</summary>
    Finding,

    /// <summary>Findings and expectations differ.</summary>
    Surprise,

    /// <summary>The driver fails although nothing was made to fail.</summary>
    Broken,

    /// <summary>Not all that the script asks for could be done.</summary>
    Inconclusive,

    /// <summary>The harness failed.</summary>
    Error,

    /// <summary>The driver does not do the same each time: a run that was done again differs.</summary>
    NonDeterministic,

    /// <summary>The driver came to an import that the simulated kernel does not have: nothing is said of it.</summary>
    Unmodelled,
}
