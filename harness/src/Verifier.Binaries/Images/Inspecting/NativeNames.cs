namespace Verifier.Binaries.Images.Inspecting;

/// <summary>Names of kernel exports that only compiled code has a use for, since they work on its registers and frames.</summary>
internal static class NativeNames
{
    public const string SpecificHandler = "__C_specific_handler", Unwind = "RtlUnwindEx";

    public const string Capture = "RtlCaptureContext", Lookup = "RtlLookupFunctionEntry", VirtualUnwind = "RtlVirtualUnwind";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [SpecificHandler, Unwind, Capture, Lookup, VirtualUnwind];
}
