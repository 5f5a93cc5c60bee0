using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Playing;

/// <summary>
/// Makes kernel routines callable from compiled code. Each has 16 bytes of the kernel image's code for its address: they load the address,
/// as an offset from the region's start, into eax and jump to the stub that leaves compiled code. An import is bound to such an address, a
/// pointer that the kernel hands out is one, and a driver may hand it back as a callback.
/// </summary>
internal static unsafe class KernelCode
{
    private const int BytesOfRoutine = 16;
    private const byte MoveToEax = 0xB8, Jump = 0xE9;
    private const int MoveBytes = 5, JumpBytes = 5;

    /// <summary>Writes the code of the kernel's image and the switching stubs into a machine's memory: once, for all its runs.</summary>
    public static void Write(Machine machine)
    {
        var text = machine.Images.Kernel.Sections[0].Range;
        for (var address = text.Address; address < text.End; address += BytesOfRoutine)
        {
            var code = machine.Memory.Own(address);
            code[0] = MoveToEax;
            *(uint*)(code + 1) = (uint)(address - RegionLayout.VirtualBase);
            code[MoveBytes] = Jump;
            *(int*)(code + MoveBytes + 1) = (int)(Switch.Stubs.Kernel - (address + MoveBytes + JumpBytes));
        }

        var stubs = NativeLayout.Stubs;
        Switch.Stubs.Code.CopyTo(new Span<byte>(machine.Memory.Own(stubs.Address), (int)stubs.Length));
    }

    /// <summary>Makes the pages of the stubs and of the processor's data present; at the beginning of each run.</summary>
    public static void MakePresent(Machine machine)
    {
        Set(machine, NativeLayout.Stubs, PageKind.Code);
        Set(machine, NativeLayout.ProcessorControl, PageKind.NonPaged);
        Set(machine, NativeLayout.SharedData, PageKind.NonPaged);
    }

    private static void Set(Machine machine, RegionRange range, PageKind kind) =>
        machine.Pages.Set(machine.Pages.PageOf(range.Address), (int)(range.Length >> machine.Pages.Shift), kind);
}
