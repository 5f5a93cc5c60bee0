using Iced.Intel;
using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>
/// Instructions that the processor refuses to an application: string I/O, the processor's tables, addresses that cannot exist; and those that no
/// simulated machine has, which are never the driver's fault.
/// </summary>
public sealed class PrivilegedInstructionTests : CompiledFixture
{
    private const ulong NonCanonical = 0x8000_1234_0000_0000;

    [Test]
    public void Repeated_output_moves_its_registers()
    {
        AssertSucceeds((code, image) =>
        {
            code.push(rsi);
            code.LoadAddress(rsi, image.Address(image.Data.Reserve(16)));
            code.mov(r8, rsi);
            code.mov(edx, 0x504);
            code.mov(ecx, 16);
            code.rep.outsb();
            code.sub(rsi, r8);
            code.lea(eax, __[rsi + rcx - 16]);
            code.pop(rsi);
            code.ret();
        });
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void Repeated_input_fills_memory_downwards_too(int width)
    {
        uint place = 0;
        AssertSucceeds((code, image) =>
        {
            place = image.Data.Reserve(32);
            code.push(rdi);
            code.LoadAddress(rdi, image.Address(place + 16));
            code.mov(edx, 0x1F0);
            code.mov(ecx, 2);
            code.std();
            switch (width)
            {
                case 1:
                    code.rep.insb();
                    break;
                case 2:
                    code.rep.insw();
                    break;
                default:
                    code.rep.insd();
                    break;
            }

            code.cld();
            code.LoadAddress(rax, image.Address(place + 16 - (2 * (uint)width)));
            code.sub(rax, rdi);
            code.pop(rdi);
            code.ret();
        });
        var filled = ulong.MaxValue >> (64 - (8 * width));
        Assert.Multiple(() =>
        {
            Assert.That(Rig.Read(place + 16), Is.EqualTo(filled));
            Assert.That(Rig.Read(place + 16 - (uint)width) & filled, Is.EqualTo(filled));
            Assert.That(Rig.Read(place), Is.Zero);
        });
    }

    [Test]
    public void Output_of_a_bad_address_is_the_drivers_fault() => AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, _) =>
    {
        code.xor(esi, esi);
        code.mov(ecx, 4);
        code.rep.outsb();
        code.ret();
    });

    [Test]
    public void Tables_and_system_registers_are_the_machines_own()
    {
        uint seen = 0;
        AssertSucceeds((code, image) =>
        {
            seen = image.Data.Reserve(0x40);
            code.LoadAddress(r8, image.Address(seen));
            code.sgdt(__[r8]);
            code.sidt(__[r8 + 0x10]);
            code.str(eax);
            code.mov(__[r8 + 0x20], rax);
            code.sldt(eax);
            code.mov(__[r8 + 0x28], rax);
            code.smsw(eax);
            code.mov(__[r8 + 0x30], rax);
            code.str(__word_ptr[r8 + 0x38]);
            code.xor(eax, eax);
            code.ret();
        });
        Assert.Multiple(() =>
        {
            Assert.That((ushort)Rig.Read(seen), Is.EqualTo(0x57));
            Assert.That(Rig.Read(seen + 2), Is.GreaterThan(0xFFFF_8000_0000_0000));
            Assert.That((ushort)Rig.Read(seen + 0x10), Is.EqualTo(0xFFF));
            Assert.That(Rig.Read(seen + 0x20), Is.EqualTo(0x40));
            Assert.That(Rig.Read(seen + 0x28), Is.Zero);
            Assert.That(Rig.Read(seen + 0x30), Is.EqualTo(0x8005_0033));
            Assert.That((ushort)Rig.Read(seen + 0x38), Is.EqualTo(0x40));
        });
    }

    [Test]
    public void Access_flags_of_supervisor_mode_are_ignored() => AssertSucceeds((code, _) =>
    {
        code.stac();
        code.clac();
        code.wbinvd();
        code.xor(eax, eax);
        code.ret();
    });

    [Test]
    public void Alignment_is_never_checked() => AssertSucceeds((code, image) =>
    {
        code.LoadAddress(r8, image.Address(image.Data.Reserve(16)));
        code.pushfq();
        code.or(__dword_ptr[rsp], 0x40000);
        code.popfq();
        code.mov(rax, __[r8 + 3]);
        code.xor(eax, eax);
        code.ret();
    });

    [Test]
    public void Instruction_that_is_not_modelled_is_no_fault_of_the_driver()
    {
        AssertUnmodelled("lgdt", code => code.lgdt(__[rsp + 8]));
    }

    [Test]
    public void Instruction_that_an_application_does_not_know_is_no_fault_of_the_driver() => AssertUnmodelled("invd", code => code.invd());

    [Test]
    public void Vector_operand_that_is_not_aligned_is_an_access_violation_at_no_address()
    {
        var stop = AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, image) =>
        {
            code.LoadAddress(r8, image.Address(image.Data.Reserve(32)));
            code.movaps(xmm0, __[r8 + 1]);
            code.ret();
        });
        Assert.That(stop.P1, Is.EqualTo(NTSTATUS.STATUS_ACCESS_VIOLATION.Value));
    }

    [Test]
    public void Address_that_cannot_exist_is_named([Values("rax", "rbp", "movs", "jmp", "call", "ret", "call-memory")] string how)
    {
        var stop = AssertStops(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, (code, image) => Touch(how, code, image));
        Assert.That(stop.P1, Is.EqualTo(NonCanonical));
    }

    private static void Touch(string how, Assembler code, PeImageBuilder image)
    {
        var place = image.Address(image.Data.Reserve(16));
        code.mov(rax, NonCanonical);
        switch (how)
        {
            case "rax":
                code.mov(rcx, __[rax]);
                break;
            case "rbp":
                code.mov(rbp, rax);
                code.mov(rcx, __[rbp]);
                break;
            case "movs":
                code.mov(rsi, rax);
                code.LoadAddress(rdi, place);
                code.movsb();
                break;
            case "jmp":
                code.jmp(rax);
                break;
            case "call":
                code.call(rax);
                break;
            case "ret":
                code.push(rax);
                break;
            default:
                code.LoadAddress(r8, place);
                code.mov(__[r8], rax);
                code.call(__qword_ptr[r8]);
                break;
        }

        code.ret();
    }

    private void AssertUnmodelled(string name, Action<Assembler> instruction)
    {
        Run((code, _) =>
        {
            instruction(code);
            code.ret();
        });
        Assert.That(Rig.Stopped?.Unmodelled, Is.EqualTo(new UnmodelledUse(string.Empty, name, UnmodelledKind.Instruction)), Rig.Stopped?.ToString());
    }
}
