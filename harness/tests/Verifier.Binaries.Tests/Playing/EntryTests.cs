using Iced.Intel;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>Calls between compiled code and the kernel: arguments, results, registers.</summary>
public sealed class EntryTests : CompiledFixture
{
    private const string Kernel = "ntoskrnl.exe";

    [Test]
    public void Entry_point_gets_the_driver_object_and_returns_its_status()
    {
        var status = Run((code, image) =>
        {
            code.Store(image.Address(image.Data.Reserve(8)), rcx);
            code.mov(eax, unchecked((int)0xC00000BB));
            code.ret();
        });
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_NOT_SUPPORTED));
    }

    [Test]
    public void Import_gets_arguments_from_registers_and_stack()
    {
        uint device = 0;
        AssertSucceeds((code, image) =>
        {
            device = image.Data.Reserve(8);
            code.sub(rsp, 0x48);
            code.mov(edx, 0x20);
            code.xor(r8d, r8d);
            code.mov(r9d, 0x22);
            code.mov(__dword_ptr[rsp + 0x20], 0);
            code.mov(__byte_ptr[rsp + 0x28], 0);
            code.LoadAddress(rax, image.Address(device));
            code.mov(__qword_ptr[rsp + 0x30], rax);
            code.CallThrough(image.Address(image.Import(Kernel, "IoCreateDevice")));
            code.add(rsp, 0x48);
            code.ret();
        });
        Assert.That(new DeviceObject(Rig.Machine, Rig.Read(device)).DeviceExtension.IsNull, Is.False);
    }

    [Test]
    public void Narrow_argument_counts_by_its_own_bits_whatever_the_rest_of_the_register_holds() => AssertSucceeds((code, image) =>
    {
        // KeInitializeEvent takes a BOOLEAN in r8: 0xFFFFFF00 is FALSE.
        var @event = image.Data.Reserve(0x18);
        code.sub(rsp, 0x28);
        code.LoadAddress(rcx, image.Address(@event));
        code.xor(edx, edx);
        code.mov(r8, 0xFFFF_FFFF_FFFF_FF00);
        code.CallThrough(image.Address(image.Import(Kernel, "KeInitializeEvent")));
        code.LoadAddress(rcx, image.Address(@event));
        code.CallThrough(image.Address(image.Import(Kernel, "KeReadStateEvent")));
        code.add(rsp, 0x28);
        code.ret();
    });

    [Test]
    public void Import_that_is_jumped_to_counts_as_called_by_the_driver_whose_routine_runs()
    {
        var status = Run((code, image) =>
        {
            code.xor(ecx, ecx);
            code.JumpThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
        });
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Preserved_registers_survive_a_kernel_call() => AssertSucceeds((code, image) =>
    {
        var wrong = code.CreateLabel();
        AssemblerRegister64[] preserved = [rbx, rbp, rsi, rdi, r12, r13, r14, r15];
        foreach (var register in preserved)
        {
            code.push(register);
        }

        code.sub(rsp, 0x28);
        foreach (var register in preserved)
        {
            code.mov(register, 0x1122_3344_5566_7788);
        }

        code.movq(xmm6, rbx);
        code.movq(xmm15, rbx);
        code.CallThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
        code.mov(eax, 1);
        foreach (var register in preserved[1..])
        {
            code.cmp(register, rbx);
            code.jne(wrong);
        }

        code.movq(rcx, xmm6);
        code.cmp(rcx, rbx);
        code.jne(wrong);
        code.movq(rcx, xmm15);
        code.cmp(rcx, rbx);
        code.jne(wrong);
        code.xor(eax, eax);
        code.Label(ref wrong);
        code.add(rsp, 0x28);
        foreach (var register in preserved.Reverse())
        {
            code.pop(register);
        }

        code.ret();
    });

    [Test]
    public void Volatile_registers_and_the_unused_stack_hold_the_same_in_each_run()
    {
        uint seen = 0;
        var image = new PeImageBuilder();
        image.Text.Assemble(code =>
        {
            seen = image.Data.Reserve(0x100);
            code.sub(rsp, 0x28);
            code.CallThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
            AssemblerRegister64[] registers = [rcx, rdx, r8, r9, r10, r11];
            for (var i = 0; i < registers.Length; i++)
            {
                code.Store(image.Address(seen + ((uint)i * 8)), registers[i]);
            }

            code.mov(rax, __[rsp - 0x400]);
            code.Store(image.Address(seen + 0x40), rax);
            code.xor(eax, eax);
            code.add(rsp, 0x28);
            code.ret();
        });
        var driver = image.Parsed();
        ulong[] Seen()
        {
            Rig.Reset();
            Assert.That(Rig.Load(driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
            return [.. Enumerable.Range(0, 9).Select(i => Rig.Read(seen + ((uint)i * 8)))];
        }

        var first = Seen();
        Assert.That(Seen(), Is.EqualTo(first));
    }

    [Test]
    public void Current_thread_is_at_gs_188h() => AssertSucceeds((code, image) =>
    {
        code.sub(rsp, 0x28);
        code.CallThrough(image.Address(image.Import(Kernel, "PsGetCurrentThread")));
        code.sub(rax, __qword_ptr.gs[0x188]);
        code.add(rsp, 0x28);
        code.ret();
    });

    [Test]
    public void Driver_is_unloaded_and_loaded_again_with_its_data_as_in_the_file()
    {
        uint counter = 0;
        var image = new PeImageBuilder();
        image.Text.Assemble(code =>
        {
            counter = image.Data.Place(BitConverter.GetBytes(7UL));
            code.Load(rax, image.Address(counter));
            code.add(rax, 1);
            code.Store(image.Address(counter), rax);
            code.xor(eax, eax);
            code.ret();
        });
        var driver = image.Parsed();
        for (var i = 0; i < 3; i++)
        {
            Rig.Reset();
            Assert.That(Rig.Load(driver), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
            Assert.That(Rig.Read(counter), Is.EqualTo(8));
        }
    }

    [Test]
    public void Stubs_and_processor_data_lie_in_the_part_of_the_region_that_is_kept_for_them() =>
        Assert.That(NativeLayout.MissingImports.End, Is.LessThanOrEqualTo(RegionLayout.Native.End));
}
