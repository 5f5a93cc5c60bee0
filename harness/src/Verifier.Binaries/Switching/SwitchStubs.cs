namespace Verifier.Binaries.Switching;

/// <summary>The emitted stubs: their bytes, and the addresses at which they begin in the driver's view.</summary>
/// <param name="Code">The bytes, for <see cref="Memory.NativeLayout.Stubs"/>.</param>
/// <param name="Enter">Goes on in compiled code after a kernel call, with <see cref="SwitchContext.Result"/> in rax.</param>
/// <param name="EnterFull">Goes on in compiled code with every register from <see cref="SwitchContext.Registers"/>.</param>
/// <param name="Start">Begins a new call of a routine: moves the arguments into their registers and jumps to the routine.</param>
/// <param name="Returned">The return address of such a call.</param>
/// <param name="Faulted">The address at which the signal handler goes on after a fault of compiled code.</param>
/// <param name="Kernel">The address to which every kernel routine's address jumps, with the offset of the address in rax.</param>
/// <param name="Leaves">Routines of the C runtime that run without leaving compiled code, by their export names.</param>
internal sealed record SwitchStubs(
    byte[] Code,
    ulong Enter,
    ulong EnterFull,
    ulong Start,
    ulong Returned,
    ulong Faulted,
    ulong Kernel,
    IReadOnlyDictionary<string, ulong> Leaves);
