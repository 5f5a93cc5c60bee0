namespace Verifier.Binaries.Images.Inspecting;

/// <summary>The kinds of target of an import.</summary>
internal enum ImportTargetKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A routine of the C runtime that runs as compiled code.</summary>
    Leaf,

    /// <summary>A routine that only compiled code has a use for: it works on its registers and frames.</summary>
    Native,

    /// <summary>A routine of the catalogue of DDIs.</summary>
    Routine,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>A routine or variable of another compiled driver.</summary>
    Export,
}
