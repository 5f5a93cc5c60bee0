using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Calls;

/// <summary>The handler that the first pass has found in a call.</summary>
/// <param name="Exception">The exception.</param>
/// <param name="Registers">
/// Those of the frame that handles it; of the faulting instruction, as the filter left them, when that is to go on.
/// </param>
/// <param name="Continues">The filter wants the faulting instruction again (EXCEPTION_CONTINUE_EXECUTION).</param>
internal sealed record FoundHandler(KernelException Exception, RegisterFile Registers, bool Continues)
{
    /// <summary>The address of the code that handles it.</summary>
    public ulong Target { get; init; }

    /// <summary>The frame that handles it.</summary>
    public ulong Establisher { get; init; }

    /// <summary>The value of rax there: the exception code for __except.</summary>
    public ulong Result { get; init; }
}
