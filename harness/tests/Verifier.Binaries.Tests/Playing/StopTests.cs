using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>What ends a run of compiled code, and what is said of it. The harness stays whole each time.</summary>
public sealed class StopTests : CompiledFixture
{
    private const string Kernel = "ntoskrnl.exe";

    [Test]
    public void Null_pointer_is_an_access_violation()
    {
        var stop = AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, _) =>
        {
            code.xor(eax, eax);
            code.mov(rax, __[rax + 0x18]);
            code.ret();
        });
        Assert.Multiple(() =>
        {
            Assert.That(stop.P1, Is.EqualTo(NTSTATUS.STATUS_ACCESS_VIOLATION.Value));
            Assert.That(stop.P2, Is.EqualTo(Rig.Image.Base + 0x1002));
        });
    }

    [Test]
    public void Call_of_null_is_told_with_the_frame_that_made_it()
    {
        AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, _) =>
        {
            code.sub(rsp, 0x28);
            code.xor(eax, eax);
            code.call(rax);
            code.add(rsp, 0x28);
            code.ret();
        });
        Assert.That(Rig.Player.Walker.FramesAt(Rig.Machine.Uncaught!)[0].Offset, Is.EqualTo(0x1007));
    }

    [TestCase(0xFFFF_8000_0000_0000UL, 0x2UL)]
    [TestCase(0x1122_3344_5566_7788UL, 0x4UL)]
    [TestCase(0x7000_0000_0000UL, 0x2UL)]
    public void Wild_write_stops_with_its_address(ulong address, ulong why)
    {
        var stop = AssertStops(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, (code, _) =>
        {
            code.mov(rcx, address);
            code.mov(__byte_ptr[rcx], 1);
            code.ret();
        });
        Assert.That((stop.P1, stop.P2, stop.P4), Is.EqualTo((address, 2UL, why)));
    }

    [Test]
    public void Write_to_code_stops() => AssertStops(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, (code, image) =>
    {
        code.LoadAddress(rcx, image.Address(image.Text.Rva));
        code.mov(__byte_ptr[rcx], 1);
        code.ret();
    });

    [Test]
    public void Jump_to_data_stops() => AssertStops(BugCheckCode.ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, (code, image) =>
    {
        code.LoadAddress(rcx, image.Address(image.Data.Reserve(16)));
        code.jmp(rcx);
    });

    [Test]
    public void Division_by_zero_is_an_exception()
    {
        var stop = AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, _) =>
        {
            code.xor(ecx, ecx);
            code.xor(edx, edx);
            code.mov(eax, 1);
            code.div(ecx);
            code.ret();
        });
        Assert.That(stop.P1, Is.EqualTo(NTSTATUS.STATUS_INTEGER_DIVIDE_BY_ZERO.Value));
    }

    [Test]
    public void Breakpoint_is_an_exception_at_the_instruction_itself()
    {
        var stop = AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, _) => code.int3());
        Assert.That((stop.P1, stop.P2), Is.EqualTo(((ulong)NTSTATUS.STATUS_BREAKPOINT.Value, Rig.Image.Base + 0x1000)));
    }

    [Test]
    public void Invalid_instruction_is_an_exception()
    {
        var stop = AssertStops(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (code, _) => code.ud2());
        Assert.That(stop.P1, Is.EqualTo(NTSTATUS.STATUS_ILLEGAL_INSTRUCTION.Value));
    }

    [Test]
    public void Endless_recursion_is_a_double_fault()
    {
        var stop = AssertStops(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, (code, _) =>
        {
            var again = code.CreateLabel();
            code.Label(ref again);
            code.sub(rsp, 0x38);
            code.call(again);
            code.ret();
        });
        Assert.That(stop.P1, Is.EqualTo(8));
    }

    [Test]
    public void Stack_pointer_that_the_driver_lost_ends_the_run([Values] bool callsKernel)
    {
        var stop = AssertStops(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, (code, image) =>
        {
            code.xor(esp, esp);
            if (callsKernel)
            {
                code.LoadAddress(rsp, image.Address(image.Data.Reserve(0x800) + 0x700));
                code.CallThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
            }
            else
            {
                code.push(rax);
            }

            code.ret();
        });
        Assert.That(stop.P1, Is.EqualTo(8));
    }

    // Each is a short stay in compiled code: the watchdog, which measures one stay, sees nothing.
    [Test]
    public void Loop_of_emulated_instructions_without_an_end_is_a_hang()
    {
        var status = Run((code, _) =>
        {
            var again = code.CreateLabel();
            code.Label(ref again);
            code.mov(rax, cr8);
            code.jmp(again);
        });
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.Null);
            Assert.That(Rig.Stopped, Has.Property(nameof(StopReason.IsHang)).True);
            Assert.That(Rig.Stopped!.Detail, Does.Contain("executed 1000000 instructions that are emulated, without calling the kernel"));
        });
    }

    [Test]
    public void Many_emulated_instructions_with_calls_of_the_kernel_between_them_are_no_hang()
    {
        const int once = 600_000;
        AssertSucceeds((code, image) =>
        {
            code.push(rbx);
            code.sub(rsp, 0x20);
            for (var round = 0; round < 2; round++)
            {
                var again = code.CreateLabel();
                code.mov(ebx, once);
                code.Label(ref again);
                code.mov(rax, cr8);
                code.dec(ebx);
                code.jne(again);
                code.CallThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
            }

            code.xor(eax, eax);
            code.add(rsp, 0x20);
            code.pop(rbx);
            code.ret();
        });
    }

    [Test]
    public void Loop_without_an_end_is_a_hang()
    {
        var status = Run((code, _) =>
        {
            var again = code.CreateLabel();
            code.Label(ref again);
            code.jmp(again);
        });
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.Null);
            Assert.That(Rig.Stopped, Has.Property(nameof(StopReason.IsHang)).True);
            Assert.That(Rig.Stopped!.Detail, Does.StartWith("test!").And.EndWith("of processor time without calling the kernel."));
        });
    }

    [Test]
    public void Missing_import_that_is_called_stops_the_run_and_is_no_bug_check()
    {
        Run((code, image) =>
        {
            code.sub(rsp, 0x28);
            code.CallThrough(image.Address(image.Import(Kernel, "KeNobodyHasThis")));
            code.add(rsp, 0x28);
            code.ret();
        });
        Assert.That(Rig.Stopped!.Unmodelled, Is.EqualTo(new UnmodelledUse(Kernel, "KeNobodyHasThis", UnmodelledKind.Routine)));
    }

    [Test]
    public void Missing_variable_that_is_read_stops_the_run()
    {
        Run((code, image) =>
        {
            code.Load(rax, image.Address(image.Import(Kernel, "KeNobodyHasThat")));
            code.mov(eax, __dword_ptr[rax + 4]);
            code.ret();
        });
        Assert.That(Rig.Stopped!.Unmodelled, Is.EqualTo(new UnmodelledUse(Kernel, "KeNobodyHasThat", UnmodelledKind.Variable)));
    }

    [Test]
    public void Missing_import_that_is_not_called_is_no_matter() => AssertSucceeds((code, image) =>
    {
        image.Import(Kernel, "KeNobodyHasThis");
        code.xor(eax, eax);
        code.ret();
    });

    [Test]
    public void Copy_to_a_bad_address_faults_as_the_drivers_own_code()
    {
        var stop = AssertStops(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, (code, image) =>
        {
            code.sub(rsp, 0x28);
            code.mov(rcx, 0xFFFF_8000_0000_0000);
            code.LoadAddress(rdx, image.Address(image.Data.Reserve(64)));
            code.mov(r8d, 64);
            code.CallThrough(image.Address(image.Import(Kernel, "memcpy")));
            code.add(rsp, 0x28);
            code.ret();
        });
        Assert.That(stop.P2, Is.EqualTo(2));
    }

    [Test]
    public void Machine_that_stopped_runs_the_next_driver_as_ever()
    {
        AssertStops(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, (code, _) =>
        {
            code.xor(esp, esp);
            code.push(rax);
        });
        Rig.Reset();
        AssertSucceeds((code, _) =>
        {
            code.xor(eax, eax);
            code.ret();
        });
    }
}
