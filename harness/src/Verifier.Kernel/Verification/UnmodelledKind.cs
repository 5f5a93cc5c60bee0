namespace Verifier.Kernel;

/// <summary>The kinds of things that a compiled driver can come to and the simulated kernel may lack.</summary>
public enum UnmodelledKind
{
    /// <summary>A routine that it imports.</summary>
    Routine,

    /// <summary>A variable that it imports.</summary>
    Variable,

    /// <summary>An instruction that kernel code alone may execute.</summary>
    Instruction,
}
