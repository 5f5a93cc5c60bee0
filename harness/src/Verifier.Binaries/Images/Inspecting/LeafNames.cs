namespace Verifier.Binaries.Images.Inspecting;

/// <summary>Export names of the C runtime's routines that run among the switching stubs, without leaving compiled code.</summary>
internal static class LeafNames
{
    /// <summary>Copying, where the ranges may overlap.</summary>
    public static string[] Move { get; } = ["memcpy", "memmove", "RtlCopyMemory", "RtlMoveMemory"];

    public const string Fill = "memset", Length = "strlen", Compare = "memcmp", StackProbe = "__chkstk";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Move, Fill, Length, Compare, StackProbe];
}
