using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Unwinding;

/// <summary>UNWIND_INFO, version 1 or 2: how to undo a function's prolog, and who handles its exceptions.</summary>
internal sealed record UnwindInfo
{
    /// <summary>The language handler takes part in the search for a handler (UNW_FLAG_EHANDLER).</summary>
    public required bool HasExceptionHandler { get; init; }

    /// <summary>The language handler takes part in the unwind (UNW_FLAG_UHANDLER).</summary>
    public required bool HasTerminationHandler { get; init; }

    /// <summary>Bytes of the prolog.</summary>
    public required byte PrologBytes { get; init; }

    /// <summary>Number of the frame register; 0 when there is none.</summary>
    public required int FrameRegister { get; init; }

    /// <summary>Bytes that the frame register is above rsp.</summary>
    public required uint FrameOffset { get; init; }

    /// <summary>The operations, the last one of the prolog first.</summary>
    public required ImmutableArray<UnwindCode> Codes { get; init; }

    /// <summary>Bytes of each epilog; 0 when epilogs are not described (version 1).</summary>
    public required byte EpilogBytes { get; init; }

    /// <summary>Bytes from the begin of each epilog to the end of the function.</summary>
    public required ImmutableArray<uint> EpilogOffsets { get; init; }

    /// <summary>Rva of the language handler; 0 without one.</summary>
    public required uint HandlerRva { get; init; }

    /// <summary>Rva of the language handler's data; 0 without a handler.</summary>
    public required uint LanguageDataRva { get; init; }

    /// <summary>The entry that describes the rest of the prolog; null when this is all of it.</summary>
    public required RuntimeFunction? Chained { get; init; }

    /// <summary>True if it describes a later part of a function whose beginning another entry has. False where it is damaged.</summary>
    public static bool IsChained(PeFile image, uint rva)
    {
        const int flagsShift = 3, chained = 4;
        return rva < image.Layout.Length && (image.Layout[rva] >> flagsShift & chained) != 0;
    }

    /// <summary>Reads it from an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="rva">Its rva: <see cref="RuntimeFunction.UnwindRva"/>.</param>
    /// <exception cref="BinaryException">It lies outside the image or has an unknown form.</exception>
    public static UnwindInfo Read(PeFile image, uint rva) => new UnwindReader(image.Layout, rva).Read();
}
