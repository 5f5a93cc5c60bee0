using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Images.Inspecting;

namespace Verifier.Cli.Output;

/// <summary>The words for what an inspection found, the same in text and JSON.</summary>
internal static class InspectionWords
{
    /// <summary>The words that say whether a driver can run.</summary>
    public static string Of(Runnability runnability) => runnability switch
    {
        Runnability.Complete => "complete",
        Runnability.WithGaps => "with-gaps",
        _ => "impossible",
    };

    /// <summary>The word for the state of an import.</summary>
    public static string Of(ImportState state) => state switch
    {
        ImportState.Modelled => "modelled",
        ImportState.Inert => "inert",
        _ => "missing",
    };

    /// <summary>The words for the reason why an instruction is changed.</summary>
    public static string Of(PatchKind kind) => kind switch
    {
        PatchKind.SharedDataAddress => "shared-data-address",
        PatchKind.SharedDataOperand => "shared-data-operand",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The properties of a section's pages in words.</summary>
    public static IEnumerable<string> Of(PeSection section) =>
        new (bool Holds, string Word)[]
        {
            (section.IsExecutable, "code"),
            (section.IsWritable, "writable"),
            (section.IsPageable, "pageable"),
            (section.IsDiscardable, "discardable"),
        }.Where(w => w.Holds).Select(w => w.Word);

    /// <summary>Protections in words.</summary>
    public static IEnumerable<string> Of(Protections protections) =>
        new (bool Holds, string Word)[]
        {
            (protections.HasCookie, "stack cookie (/GS)"),
            (protections.HasControlFlowGuard, "control flow guard"),
            (protections.IsNoExecute, "no-execute compatible"),
            (protections.CanMove, "dynamic base"),
            (protections.FitsMemoryIntegrity, "fit for memory integrity (HVCI)"),
            (!protections.WritableCode.IsEmpty, $"writable code in {string.Join(", ", protections.WritableCode)}"),
            (protections.SharesPages, "sections share pages"),
        }.Where(w => w.Holds).Select(w => w.Word);

    /// <summary>An rva.</summary>
    public static string Rva(uint rva) => $"0x{rva:X}";

    /// <summary>A place in code: its rva, and the function that it is in.</summary>
    public static string Of(CallSite site) => site.FunctionRva is { } function ? $"{Rva(function)}+0x{site.Rva - function:X}" : Rva(site.Rva);
}
