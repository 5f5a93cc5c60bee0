using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>Instructions of kernel code that the processor refuses to an application, or answers differently on each host.</summary>
public sealed class InstructionTests : CompiledFixture
{
    private const ulong SharedData = 0xFFFF_F780_0000_0000;

    [Test]
    public void Cr8_is_the_irql() => AssertSucceeds((code, _) =>
    {
        code.mov(eax, 2);
        code.mov(cr8, rax);
        code.mov(rcx, cr8);
        code.xor(eax, eax);
        code.mov(cr8, rax);
        code.lea(eax, __[rcx - 2]);
        code.ret();
    });

    [Test]
    public void Cr8_that_is_left_raised_is_seen()
    {
        Run((code, _) =>
        {
            code.mov(eax, 2);
            code.mov(cr8, rax);
            code.xor(eax, eax);
            code.ret();
        });
        Assert.That(Rig.Stopped is not null || Rig.Machine.Violations.Count > 0);
    }

    [Test]
    public void Vector_registers_survive_an_emulated_instruction() => AssertSucceeds((code, _) =>
    {
        code.mov(rcx, 0x0123_4567_89AB_CDEF);
        code.movq(xmm0, rcx);
        code.vinsertf128(ymm3, ymm0, xmm0, 1);
        code.mov(rax, cr8);
        code.vextractf128(xmm1, ymm3, 1);
        code.movq(rax, xmm1);
        code.sub(rax, rcx);
        code.ret();
    });

    [Test]
    public void Interrupt_flag_msr_and_control_registers_are_played() => AssertSucceeds((code, _) =>
    {
        code.cli();
        code.mov(ecx, 0x1B);
        code.rdmsr();
        code.wrmsr();
        code.mov(rax, cr0);
        code.mov(rax, cr3);
        code.mov(rax, cr4);
        code.sti();
        code.hlt();
        code.xor(eax, eax);
        code.ret();
    });

    [Test]
    public void Port_that_nothing_answers_reads_as_ones() => AssertSucceeds((code, _) =>
    {
        code.mov(edx, 0x3F8);
        code.mov(al, 0x55);
        code.@out(dx, al);
        code.xor(eax, eax);
        code.@in(al, dx);
        code.sub(eax, 0xFF);
        code.ret();
    });

    [Test]
    public void Clock_random_numbers_and_processor_are_the_same_in_each_run()
    {
        uint seen = 0;
        var image = new PeImageBuilder();
        image.Text.Assemble(code =>
        {
            seen = image.Data.Reserve(0x100);
            code.rdtsc();
            code.Store(image.Address(seen), rax);
            code.rdtscp();
            code.Store(image.Address(seen + 8), rax);
            code.rdrand(rax);
            code.Store(image.Address(seen + 0x10), rax);
            code.push(rbx);
            code.xor(eax, eax);
            code.cpuid();
            code.Store(image.Address(seen + 0x18), rbx);
            code.pop(rbx);
            code.xor(ecx, ecx);
            code.xgetbv();
            code.Store(image.Address(seen + 0x20), rax);
            code.xor(eax, eax);
            code.ret();
        });
        var driver = image.Parsed();
        ulong[] Seen()
        {
            Rig.Reset();
            Assert.That(Rig.Load(driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
            return [.. Enumerable.Range(0, 5).Select(i => Rig.Read(seen + ((uint)i * 8)))];
        }

        var first = Seen();
        Assert.Multiple(() =>
        {
            Assert.That(Seen(), Is.EqualTo(first));
            Assert.That(first[1], Is.GreaterThan(first[0]));
            Assert.That(first[4], Is.EqualTo(3));
        });
    }

    [Test]
    public void Shared_user_data_at_an_address_in_the_code_is_the_machines() => AssertSystemTime((code, store) =>
    {
        code.mov(rcx, SharedData);
        code.mov(rax, __[rcx + 0x14]);
        store(rax);
    });

    [Test]
    public void Shared_user_data_at_an_address_that_is_computed_is_the_machines() => AssertSystemTime((code, store) =>
    {
        code.mov(rcx, ~SharedData);
        code.not(rcx);
        code.mov(rax, __[rcx + 0x14]);
        store(rax);
    });

    [Test]
    public void Shared_user_data_that_is_read_into_its_own_base_register_is_the_machines() => AssertSystemTime((code, store) =>
    {
        code.mov(rcx, ~SharedData);
        code.not(rcx);
        code.mov(rcx, __[rcx + 0x14]);
        store(rcx);
    });

    [TestCase(2)]
    [TestCase(8)]
    public void Fast_fail_stops_with_its_code(int why)
    {
        var stop = AssertStops(BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, (code, _) =>
        {
            code.mov(ecx, why);
            code.@int(0x29);
        });
        Assert.That(stop.P1, Is.EqualTo((ulong)why));
    }

    [Test]
    public void Assertion_is_an_exception()
    {
        var stop = AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, _) => code.@int(0x2C));
        Assert.That(stop.P1, Is.EqualTo(NTSTATUS.STATUS_ASSERTION_FAILURE.Value));
    }

    [Test]
    public void System_call_of_the_host_is_refused([Values] bool isOldWay)
    {
        var stop = AssertStops(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, (code, _) =>
        {
            code.mov(eax, 39);
            if (isOldWay)
            {
                code.@int(0x80);
            }
            else
            {
                code.syscall();
            }

            code.xor(eax, eax);
            code.ret();
        });
        Assert.That(stop.P1, Is.EqualTo(6));
    }

    [Test]
    public void Sysenter_is_found_and_refused() => AssertStops(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, (code, _) =>
    {
        code.sysenter();
        code.ret();
    });

    private void AssertSystemTime(Action<Iced.Intel.Assembler, Action<Iced.Intel.AssemblerRegister64>> read)
    {
        uint seen = 0;
        AssertSucceeds((code, image) =>
        {
            seen = image.Data.Reserve(8);
            read(code, register => code.Store(image.Address(seen), register));
            code.xor(eax, eax);
            code.ret();
        });
        Assert.That((long)Rig.Read(seen), Is.InRange(Clock.BootSystemTime, Rig.Machine.Clock.SystemTime));
    }
}
