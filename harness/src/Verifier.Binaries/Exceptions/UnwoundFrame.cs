using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Unwinding;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Switching;

namespace Verifier.Binaries.Exceptions;

/// <summary>A frame that an unwind has undone.</summary>
/// <param name="Image">The image of its code; null for the stubs of the C runtime.</param>
/// <param name="Registers">The registers in it.</param>
/// <param name="Establisher">Its address, as handlers know it: what rsp, or the frame register, is after its prolog.</param>
internal readonly record struct UnwoundFrame(CompiledImage? Image, RegisterFile Registers, ulong Establisher)
{
    /// <summary>Its entry in the function table; null for a leaf function.</summary>
    public RuntimeFunction? Function { get; init; }

    /// <summary>Its unwind data, when it has a language handler and is past its prolog; else null.</summary>
    public UnwindInfo? Info { get; init; }

    /// <summary>The address of its language handler; 0 when none is to be asked.</summary>
    public ulong Handler { get; init; }

    /// <summary>The address of the handler's data.</summary>
    public ulong HandlerData { get; init; }
}
