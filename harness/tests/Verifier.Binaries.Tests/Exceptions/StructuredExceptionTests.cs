using Iced.Intel;
using Verifier.Binaries.Tests.Building;
using Verifier.Binaries.Tests.Playing;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Exceptions;

/// <summary>__try, __except and __finally of compiled code.</summary>
public sealed class StructuredExceptionTests : CompiledFixture
{
    private const uint Always = 1;
    private const int ContinueSearch = 0, ContinueExecution = -1, Execute = 1;

    [Test]
    public void Except_block_goes_on_with_the_exception_code_in_rax()
    {
        var image = new HandlerImage();
        image.Builder.Entry = image.Function(TouchNull, code => code.mov(eax, eax), (Always, true)).Begin;
        Assert.That(Rig.Load(image.Builder), Is.EqualTo(NTSTATUS.STATUS_ACCESS_VIOLATION));
    }

    [Test]
    public void Status_that_the_kernel_raises_is_handled()
    {
        var image = new HandlerImage();
        image.Builder.Entry = image.Function(code => Raise(image, code, NTSTATUS.STATUS_NOT_SUPPORTED), _ => { }, (Always, true)).Begin;
        Assert.That(Rig.Load(image.Builder), Is.EqualTo(NTSTATUS.STATUS_NOT_SUPPORTED));
    }

    [Test]
    public void Filter_that_declines_leaves_the_exception_to_the_next_frame()
    {
        var image = new HandlerImage();
        var inner = image.Function(TouchNull, _ => { }, (image.Filter(1, ContinueSearch), true));
        image.Builder.Entry = image.Function(code => code.call(image.Builder.Address(inner.Begin)), Succeed, (image.Filter(2, Execute), true)).Begin;
        AssertTrace(image, 12);
    }

    [Test]
    public void Filters_run_before_any_finally_block_and_those_innermost_first()
    {
        var image = new HandlerImage();
        var inner = image.Function(TouchNull, _ => { }, (image.Finally(3), false));
        var middle = image.Function(code => code.call(image.Builder.Address(inner.Begin)), _ => { }, (image.Finally(4), false), (image.Filter(1, ContinueSearch), true));
        image.Builder.Entry = image.Function(
            code => code.call(image.Builder.Address(middle.Begin)),
            code =>
            {
                image.Note(code, 5);
                Succeed(code);
            },
            (image.Filter(2, Execute), true)).Begin;
        AssertTrace(image, 12345);
    }

    [Test]
    public void Uncaught_exception_stops_the_machine_before_any_finally_block()
    {
        var image = new HandlerImage();
        image.Builder.Entry = image.Function(TouchNull, _ => { }, (image.Finally(1), false)).Begin;
        Assert.That(Rig.Load(image.Builder), Is.Null);
        Assert.Multiple(() =>
        {
            Assert.That(Rig.Stopped!.BugCheck!.Code, Is.EqualTo(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED));
            Assert.That(Rig.Read(image.Trace), Is.Zero);
        });
    }

    [Test]
    public void Filter_may_mend_the_registers_and_go_on_at_the_instruction()
    {
        // EXCEPTION_POINTERS in rcx; CONTEXT.Rax is at 78h: the NULL pointer becomes one that is good.
        var image = new HandlerImage();
        var good = image.Builder.Data.Reserve(8);
        var filter = image.Builder.Text.Assemble(code =>
        {
            code.mov(rdx, __[rcx + 8]);
            code.LoadAddress(rax, image.Builder.Address(good));
            code.mov(__[rdx + 0x78], rax);
            code.mov(eax, ContinueExecution);
            code.ret();
        }).Begin;
        image.Builder.Entry = image.Function(
            code =>
            {
                TouchNull(code);
                image.Note(code, 7);
            },
            Succeed,
            (filter, true)).Begin;
        AssertTrace(image, 7);
    }

    [Test]
    public void Raised_status_cannot_be_continued()
    {
        var image = new HandlerImage();
        var filter = Once(image, code => code.mov(eax, ContinueExecution));
        image.Builder.Entry = image.Function(code => Raise(image, code, NTSTATUS.STATUS_NOT_SUPPORTED), _ => { }, (filter, true)).Begin;
        Assert.That(Rig.Load(image.Builder), Is.Null);
        Assert.That(Rig.Stopped!.BugCheck!.P1, Is.EqualTo(NTSTATUS.STATUS_NONCONTINUABLE_EXCEPTION.Value));
    }

    [Test]
    public void Filter_that_goes_on_after_every_raised_status_uses_up_the_stack()
    {
        var image = new HandlerImage();
        image.Builder.Entry = image.Function(
            code => Raise(image, code, NTSTATUS.STATUS_NOT_SUPPORTED), _ => { }, (image.Filter(1, ContinueExecution), true)).Begin;
        Assert.That(Rig.Load(image.Builder), Is.Null);
        Assert.That(Rig.Stopped!.BugCheck!.P1, Is.EqualTo(8), "#DF");
        Assert.That(Rig.Stopped.Detail, Does.Contain("STATUS_NONCONTINUABLE_EXCEPTION"));
    }

    [Test]
    public void Exception_of_a_filter_is_offered_to_the_frames_of_the_first_one_and_to_those_around_them()
    {
        // The filter is asked twice: the second time about its own exception. The outer frame's __except gets that.
        var image = new HandlerImage();
        var inner = image.Function(TouchNull, _ => { }, (RaisingOnce(image), true));
        image.Builder.Entry = image.Function(
            code => code.call(image.Builder.Address(inner.Begin)),
            code => code.sub(eax, unchecked((int)NTSTATUS.STATUS_NOT_SUPPORTED.Value)),
            (image.Filter(2, Execute), true)).Begin;
        AssertTrace(image, 112);
    }

    [Test]
    public void Exception_of_a_filter_that_no_frame_handles_is_the_one_that_stops_the_machine()
    {
        var image = new HandlerImage();
        var inner = image.Function(TouchNull, _ => { }, (image.Finally(3), false), (RaisingOnce(image), true));
        image.Builder.Entry = image.Function(code => code.call(image.Builder.Address(inner.Begin)), Succeed, (image.Filter(2, ContinueSearch), true)).Begin;
        Assert.That(Rig.Load(image.Builder), Is.Null);
        Assert.Multiple(() =>
        {
            Assert.That(
                (Rig.Stopped!.BugCheck!.Code, Rig.Stopped.BugCheck.P1),
                Is.EqualTo((BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, (ulong)NTSTATUS.STATUS_NOT_SUPPORTED.Value)));
            Assert.That(Rig.Read(image.Trace), Is.EqualTo(112), "no __finally block runs");
        });
    }

    [Test]
    public void Exception_of_a_finally_block_takes_the_place_of_the_first_one_and_runs_no_block_twice()
    {
        var image = new HandlerImage();
        var failing = image.Builder.Text.Assemble(code =>
        {
            code.sub(rsp, 0x28);
            image.Note(code, 3);
            code.mov(ecx, unchecked((int)NTSTATUS.STATUS_NOT_SUPPORTED.Value));
            code.CallThrough(image.Builder.Address(image.Builder.Import(HandlerImage.Kernel, "ExRaiseStatus")));
            code.add(rsp, 0x28);
            code.ret();
        });
        image.Builder.Function(failing, new UnwindSpec { PrologBytes = 4, Slots = [UnwindSpec.Slot(4, 2, 4)] });
        var inner = image.Function(TouchNull, _ => { }, (failing.Begin, false));
        image.Builder.Entry = image.Function(
            code => code.call(image.Builder.Address(inner.Begin)),
            code => code.sub(eax, unchecked((int)NTSTATUS.STATUS_NOT_SUPPORTED.Value)),
            (Always, true)).Begin;
        AssertTrace(image, 3);
    }

    [Test]
    public void Locals_and_preserved_registers_are_those_of_the_frame_that_handles()
    {
        var image = new HandlerImage();
        var inner = image.Builder.Text.Assemble(code =>
        {
            code.push(rbx);
            code.sub(rsp, 0x20);
            code.xor(ebx, ebx);
            TouchNull(code);
            code.add(rsp, 0x20);
            code.pop(rbx);
            code.ret();
        });
        image.Builder.Function(inner, new UnwindSpec { PrologBytes = 5, Slots = [UnwindSpec.Slot(5, 2, 3), UnwindSpec.Slot(1, 0, 3)] });
        image.Builder.Entry = image.Function(
            code =>
            {
                code.mov(ebx, 0x1234);
                code.mov(__dword_ptr[rsp + 0x20], 0x11);
                code.call(image.Builder.Address(inner.Begin));
            },
            code =>
            {
                code.lea(eax, __[rbx - 0x1234]);
                code.sub(eax, __[rsp + 0x20]);
                code.add(eax, 0x11);
            },
            (Always, true)).Begin;
        Assert.That(Rig.Load(image.Builder), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    private static uint RaisingOnce(HandlerImage image) => Once(image, code =>
    {
        Raise(image, code, NTSTATUS.STATUS_NOT_SUPPORTED);
        code.nop();
    });

    // A filter that notes a 1 each time, does something when that is all that was noted, and declines later.
    private static uint Once(HandlerImage image, Action<Assembler> first)
    {
        var code = image.Builder.Text.Assemble(code =>
        {
            var (isLater, end) = (code.CreateLabel(), code.CreateLabel());
            code.sub(rsp, 0x28);
            image.Note(code, 1);
            code.cmp(r11, 1);
            code.jne(isLater);
            first(code);
            code.jmp(end);
            code.Label(ref isLater);
            code.mov(eax, ContinueSearch);
            code.Label(ref end);
            code.add(rsp, 0x28);
            code.ret();
        });
        image.Builder.Function(code, new UnwindSpec { PrologBytes = 4, Slots = [UnwindSpec.Slot(4, 2, 4)] });
        return code.Begin;
    }

    private static void TouchNull(Assembler code)
    {
        code.xor(eax, eax);
        code.mov(al, __[rax]);
    }

    private static void Succeed(Assembler code) => code.xor(eax, eax);

    private static void Raise(HandlerImage image, Assembler code, NTSTATUS status)
    {
        code.mov(ecx, unchecked((int)status.Value));
        code.CallThrough(image.Builder.Address(image.Builder.Import(HandlerImage.Kernel, "ExRaiseStatus")));
    }

    private void AssertTrace(HandlerImage image, ulong trace)
    {
        var status = Rig.Load(image.Builder);
        Assert.That(Rig.Stopped?.ToString(), Is.Null);
        Assert.That((status, Rig.Read(image.Trace)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, trace)));
    }
}
