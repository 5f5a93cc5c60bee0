using Verifier.Binaries.Exceptions;
using Verifier.Binaries.Switching;
using Verifier.Binaries.Tests.Building;
using Verifier.Binaries.Tests.Playing;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Exceptions;

/// <summary>Frames undone from every instruction of a function: what its caller had comes back each time.</summary>
public sealed class UnwinderTests : CompiledFixture
{
    private const ulong CallersRbx = 0x1111, CallersRbp = 0x2222, InnerValue = 0x9999;
    private const int Rbx = RegisterFile.Rbx, Rbp = RegisterFile.Rbp;

    [Test]
    public void Every_instruction_of_a_function_unwinds_to_its_caller([Values(1, 2)] int version)
    {
        var image = new PeImageBuilder();
        image.Entry = image.Text.Assemble(code =>
        {
            code.xor(eax, eax);
            code.ret();
        }).Begin;
        var function = image.Text.Assemble(code =>
        {
            code.push(rbx);
            code.push(rbp);
            code.sub(rsp, 0x28);
            code.mov(ebx, (int)InnerValue);
            code.mov(ebp, (int)InnerValue);
            code.nop();
            code.add(rsp, 0x28);
            code.pop(rbp);
            code.pop(rbx);
            code.ret();
        });
        const int epilogBytes = 7;
        ushort[] prolog = [UnwindSpec.Slot(6, 2, 4), UnwindSpec.Slot(2, 0, Rbp), UnwindSpec.Slot(1, 0, Rbx)];
        ushort[] epilog = version == 2 ? [UnwindSpec.Slot(epilogBytes, 6, 1), UnwindSpec.Slot(0, 6, 0)] : [];
        image.Function(function, new UnwindSpec { Version = version, PrologBytes = 6, Slots = [.. epilog, .. prolog] });
        Assert.That(Rig.Load(image), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));

        // The stack of the function as each instruction finds it, from its return address down.
        (uint Rva, int Pushed, bool HasOwnValues)[] moments =
        [
            (0, 0, false), (1, 1, false), (2, 2, false), (6, 7, false), (11, 7, true), (16, 7, true),
            (17, 7, true), (21, 2, true), (22, 1, true), (23, 0, false),
        ];
        foreach (var (rva, pushed, hasOwnValues) in moments)
        {
            AssertUnwinds(function, rva, pushed, hasOwnValues);
        }
    }

    private unsafe void AssertUnwinds(CodeRange function, uint rva, int pushed, bool hasOwnValues)
    {
        const ulong returnAddress = 0x0000_1234_5678_9ABC;
        var thread = Rig.Machine.Scheduler.Current;
        Rig.Machine.Stacks.RequirePages(thread);
        var top = thread.Stack.End - 0x100;
        var stack = (ulong*)Rig.Machine.Memory.Own(top);
        stack[0] = returnAddress;
        stack[-1] = CallersRbx;
        stack[-2] = CallersRbp;
        var registers = new RegisterFile
        {
            Rip = Rig.Image.Base + function.Begin + rva,
            StackPointer = top - ((ulong)pushed * 8),
            [Rbx] = hasOwnValues && rva != 23 ? InnerValue : CallersRbx,
            [Rbp] = hasOwnValues && rva < 22 ? InnerValue : CallersRbp,
        };
        var hasCaller = new Unwinder(Rig.Machine, Rig.Player.Images).TryUnwind(ref registers, isAtInstruction: true, out _);
        Assert.That(
            (hasCaller, registers.Rip, registers.StackPointer, registers[Rbx], registers[Rbp]),
            Is.EqualTo((true, returnAddress, top + 8, CallersRbx, CallersRbp)),
            $"from offset {rva}");
    }
}
