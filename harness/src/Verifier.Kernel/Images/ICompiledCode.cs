namespace Verifier.Kernel;

/// <summary>The code of one loaded image that is compiled: what its addresses mean, and how they run.</summary>
internal interface ICompiledCode
{
    /// <summary>The routine at an address in a section with code; null for any other address.</summary>
    DriverRoutine? RoutineAt(ulong address);

    /// <summary>Binds its imports to the images that are mapped now. None of its code has run yet.</summary>
    void Bind();

    /// <summary>The address of an export; 0 when the image has none of the name.</summary>
    ulong ExportOf(string name);

    /// <summary>The frames of compiled code on the stack of the running thread, innermost first.</summary>
    IReadOnlyList<CodeFrame> Frames();

    /// <summary>The frames of compiled code on the stack at the moment when an exception was raised, innermost first.</summary>
    IReadOnlyList<CodeFrame> FramesAt(Exception exception);
}

/// <summary>A frame of compiled code.</summary>
/// <param name="Driver">The name of the driver whose code it is.</param>
/// <param name="Routine">The routine's name, or the image's when no symbol is known.</param>
/// <param name="Offset">Bytes from the beginning of the routine, or of the image, to the instruction.</param>
/// <param name="File">The source file, as the symbols name it; null when they do not.</param>
/// <param name="Line">The line in it; 0 when it is not known.</param>
internal readonly record struct CodeFrame(string Driver, string Routine, int Offset, string? File, int Line);
