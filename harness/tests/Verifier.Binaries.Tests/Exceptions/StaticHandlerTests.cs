using Iced.Intel;
using Verifier.Binaries.Tests.Building;
using Verifier.Binaries.Tests.Playing;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Exceptions;

/// <summary>
/// Language handlers that lie in the image itself, as Microsoft's linker puts <c>__GSHandlerCheck</c> there: they are called as they are, with what
/// Windows gives to handlers, and what they do wrong is found.
/// </summary>
public sealed class StaticHandlerTests : CompiledFixture
{
    private const int Execute = 1, ContinueSearch = 1, ContinueExecution = -1, CookieAt = 0x20, FrameBytes = 0x28, UnwindFlags = 0x66, NotFound = 2;
    private const int ConfigurationCookie = 0x58;

    private HandlerImage _image = null!;
    private uint _cookie, _faults;

    private PeImageBuilder Builder => _image.Builder;

    [SetUp]
    public void Begin()
    {
        _image = new HandlerImage();
        _cookie = Builder.Data.Place(BitConverter.GetBytes(0x0000_2B99_2DDF_A232UL));
        _faults = Builder.Data.Reserve(8);
        Builder.WritePointer(Builder.AddLoadConfiguration() + ConfigurationCookie, _cookie);
    }

    [Test]
    public void Cookie_check_passes_and_the_next_frame_handles_the_exception()
    {
        var inner = Guarded(CheckingHandler(), overruns: false);
        Builder.Entry = _image.Function(code => code.call(Builder.Address(inner)), Succeed, (_image.Filter(2, Execute), true)).Begin;
        AssertTrace(323);
    }

    [Test]
    public void Overrun_cookie_stops_the_machine_before_a_filter_of_an_outer_frame_runs()
    {
        var inner = Guarded(CheckingHandler(), overruns: true);
        Builder.Entry = _image.Function(code => code.call(Builder.Address(inner)), Succeed, (_image.Filter(2, Execute), true)).Begin;
        Assert.That(Rig.Load(Builder), Is.Null);
        Assert.That(Rig.Stopped!.BugCheck, Is.Not.Null, Rig.Stopped.ToString());
        Assert.Multiple(() =>
        {
            Assert.That((Rig.Stopped!.BugCheck!.Code, Rig.Stopped.BugCheck.P1), Is.EqualTo((BugCheckCode.KERNEL_SECURITY_CHECK_FAILURE, (ulong)NotFound)));
            Assert.That(Rig.Read(_image.Trace), Is.EqualTo(3));
        });
    }

    [Test]
    public void Handler_that_faults_once_while_one_is_looked_for_raises_a_nested_exception_that_an_outer_frame_handles()
    {
        var inner = Guarded(Faulting(duringUnwind: false, times: 1), overruns: false);
        Builder.Entry = _image.Function(code => code.call(Builder.Address(inner)), Succeed, (_image.Filter(2, Execute), true)).Begin;
        AssertTrace(42);
    }

    [Test]
    public void Handler_that_faults_whenever_it_is_asked_uses_up_the_stack_and_the_next_driver_runs()
    {
        var inner = Guarded(Faulting(duringUnwind: false, times: int.MaxValue), overruns: false);
        Builder.Entry = _image.Function(code => code.call(Builder.Address(inner)), Succeed, (_image.Filter(2, Execute), true)).Begin;
        Assert.That(Rig.Load(Builder), Is.Null);
        Assert.That(
            (Rig.Stopped!.BugCheck!.Code, Rig.Stopped.BugCheck.P1), Is.EqualTo((BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, 8UL)), Rig.Stopped.ToString());
        AssertNextDriverRuns();
    }

    [Test]
    public void Handler_that_faults_once_while_its_frame_is_unwound_raises_an_exception_of_its_own()
    {
        var inner = Guarded(Faulting(duringUnwind: true, times: 1), overruns: false);
        Builder.Entry = _image.Function(code => code.call(Builder.Address(inner)), Succeed, (_image.Filter(1, Execute), true)).Begin;

        // The filter takes the first exception. Unwinding comes to the handler, whose own exception the filter takes too, and then to the handler again.
        AssertTrace(141);
    }

    [Test]
    public void Handler_that_faults_whenever_its_frame_is_unwound_is_a_hang_and_the_next_driver_runs()
    {
        var inner = Guarded(Faulting(duringUnwind: true, times: int.MaxValue), overruns: false);
        Builder.Entry = _image.Function(code => code.call(Builder.Address(inner)), Succeed, (_image.Filter(1, Execute), true)).Begin;
        AssertLoops();
    }

    [Test]
    public void Filter_that_goes_on_at_the_instruction_without_mending_it_is_a_hang()
    {
        Builder.Entry = _image.Function(TouchNull, Succeed, (_image.Filter(1, ContinueExecution), true)).Begin;
        AssertLoops();
    }

    [Test]
    public void Driver_that_tries_thousands_of_bad_addresses_in_turn_comes_to_its_end()
    {
        const int addresses = 5000;
        var inner = _image.Function(TouchNull, Succeed, (_image.Filter(1, Execute), true)).Begin;
        Builder.Entry = _image.Function(
            code =>
            {
                var again = code.CreateLabel();
                code.nop();
                code.Label(ref again);
                code.call(Builder.Address(inner));
                code.Load(rax, Builder.Address(_faults));
                code.inc(rax);
                code.Store(Builder.Address(_faults), rax);
                code.cmp(rax, addresses);
                code.jb(again);
                code.xor(eax, eax);
            },
            Succeed,
            (_image.Filter(2, Execute), true)).Begin;
        Assert.That((Rig.Load(Builder), Rig.Read(_faults)), Is.EqualTo(((NTSTATUS?)NTSTATUS.STATUS_SUCCESS, (ulong)addresses)), Rig.Stopped?.ToString());
    }

    // Its frame has a cookie above the home space, and bytes for the handler say where.
    private uint Guarded(uint handler, bool overruns)
    {
        var code = Builder.Text.Assemble(code =>
        {
            code.sub(rsp, FrameBytes);
            code.Load(rax, Builder.Address(_cookie));
            code.xor(rax, rsp);
            code.mov(__[rsp + CookieAt], rax);
            if (overruns)
            {
                code.mov(__byte_ptr[rsp + CookieAt], 0x41);
                code.mov(__byte_ptr[rsp + CookieAt + 1], 0x41);
            }

            TouchNull(code);
            code.add(rsp, FrameBytes);
            code.ret();
        });
        const int prologBytes = 4, allocateSmall = 2;
        Builder.Function(code, new UnwindSpec
        {
            Flags = UnwindSpec.ExceptionHandler | UnwindSpec.TerminationHandler,
            PrologBytes = prologBytes,
            Slots = [UnwindSpec.Slot(prologBytes, allocateSmall, (FrameBytes - 8) / 8)],
            HandlerRva = handler,
            LanguageData = BitConverter.GetBytes(CookieAt),
        });
        return code.Begin;
    }

    // __GSHandlerCheck: the cookie of the establisher's frame, which HandlerData leads to, must be the image's. It looks in both passes.
    private uint CheckingHandler() => Handler(code =>
    {
        var isGood = code.CreateLabel();
        _image.Note(code, 3);
        code.mov(r10, __[r9 + 0x38]);
        code.mov(r10d, __dword_ptr[r10]);
        code.mov(r10, __[rdx + r10]);
        code.xor(r10, rdx);
        code.Load(rax, Builder.Address(_cookie));
        code.cmp(rax, r10);
        code.je(isGood);
        code.mov(ecx, NotFound);
        code.@int(0x29);
        code.Label(ref isGood);
    });

    private uint Faulting(bool duringUnwind, int times) => Handler(code =>
    {
        var isOther = code.CreateLabel();
        code.Load(rax, Builder.Address(_faults));
        code.cmp(rax, times);
        code.jae(isOther);
        code.test(__dword_ptr[rcx + 4], UnwindFlags);
        if (duringUnwind)
        {
            code.je(isOther);
        }
        else
        {
            code.jne(isOther);
        }

        code.inc(rax);
        code.Store(Builder.Address(_faults), rax);
        _image.Note(code, 4);
        TouchNull(code);
        code.Label(ref isOther);
    });

    private uint Handler(Action<Assembler> body)
    {
        var code = Builder.Text.Assemble(code =>
        {
            code.sub(rsp, FrameBytes);
            body(code);
            code.mov(eax, ContinueSearch);
            code.add(rsp, FrameBytes);
            code.ret();
        });
        Builder.Function(code, new UnwindSpec { PrologBytes = 4, Slots = [UnwindSpec.Slot(4, 2, (FrameBytes - 8) / 8)] });
        return code.Begin;
    }

    private static void TouchNull(Assembler code)
    {
        code.xor(eax, eax);
        code.mov(al, __[rax]);
    }

    private static void Succeed(Assembler code) => code.xor(eax, eax);

    private void AssertLoops()
    {
        Assert.That(Rig.Load(Builder), Is.Null);
        Assert.That((Rig.Stopped!.BugCheck, Rig.Stopped.IsHang), Is.EqualTo(((BugCheck?)null, true)), Rig.Stopped.ToString());
        Assert.That(Rig.Stopped.Detail, Does.StartWith("The driver raised 50000 exceptions"));
        AssertNextDriverRuns();
    }

    private void AssertNextDriverRuns()
    {
        Rig.Reset();
        AssertSucceeds((code, _) =>
        {
            code.xor(eax, eax);
            code.ret();
        });
    }

    private void AssertTrace(ulong trace)
    {
        var status = Rig.Load(Builder);
        Assert.That(Rig.Stopped?.ToString(), Is.Null);
        Assert.That((status, Rig.Read(_image.Trace)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, trace)));
    }
}
