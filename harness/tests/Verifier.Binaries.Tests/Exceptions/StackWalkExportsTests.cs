using Iced.Intel;
using Verifier.Binaries.Tests.Building;
using Verifier.Binaries.Tests.Playing;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Exceptions;

/// <summary>RtlCaptureContext, RtlLookupFunctionEntry and RtlVirtualUnwind, as a driver that walks its own stack uses them.</summary>
public sealed class StackWalkExportsTests : CompiledFixture
{
    private const uint Always = 1;
    private const int ContextBytes = 0x4D0, Rsp = 0x98, Rbx = 0x90, Rip = 0xF8;

    private HandlerImage _image = null!;
    private uint _context, _base, _entry, _handler, _data, _establisher, _stack, _afterCall;

    [SetUp]
    public void Begin()
    {
        _image = new HandlerImage();
        var data = _image.Builder.Data;
        _context = data.Reserve(ContextBytes);
        (_base, _entry, _handler, _data, _establisher, _stack) =
            (data.Reserve(8), data.Reserve(8), data.Reserve(8), data.Reserve(8), data.Reserve(8), data.Reserve(8));
    }

    [Test]
    public void Captured_context_has_the_registers_behind_the_call()
    {
        Run(code =>
        {
            code.mov(rbx, 0x1234);
            Capture(code);
            Store(code, _stack, rsp);
        });
        Assert.Multiple(() =>
        {
            Assert.That(Rig.Read(_context + Rsp), Is.EqualTo(Rig.Read(_stack)));
            Assert.That(Rig.Read(_context + Rbx), Is.EqualTo(0x1234));
            Assert.That(Rig.Image.Contains(Rig.Read(_context + Rip)));
        });
    }

    [Test]
    public void Function_entry_of_the_caller_is_found()
    {
        Run(code =>
        {
            Capture(code);
            Lookup(code, _context + Rip);
        });
        var entry = (uint)(Rig.Read(_entry) - Rig.Image.Base);
        var function = Rig.Image.File.FindFunction(Rig.Image.RvaOf(Rig.Read(_context + Rip)));
        Assert.Multiple(() =>
        {
            Assert.That(Rig.Read(_base), Is.EqualTo(Rig.Image.Base));
            Assert.That(entry, Is.EqualTo(function!.Value.EntryRva));
        });
    }

    [Test]
    public void Address_outside_of_drivers_has_no_entry()
    {
        Run(code =>
        {
            code.mov(rax, 0x1234);
            Store(code, _context, rax);
            Lookup(code, _context);
        });
        Assert.That((Rig.Read(_base), Rig.Read(_entry)), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Unwound_frame_gives_the_caller_the_handler_and_the_establisher()
    {
        Run(code => Unwind(code, handlerType: 1));
        Assert.Multiple(() =>
        {
            Assert.That(Rig.Image.RvaOf(Rig.Read(_context + Rip)), Is.EqualTo(_afterCall));
            Assert.That(Rig.Read(_context + Rsp), Is.EqualTo(Rig.Read(_stack) + 0x30));
            Assert.That(Rig.Read(_establisher), Is.EqualTo(Rig.Read(_stack)));
            Assert.That(Rig.Image.Contains(Rig.Read(_handler)));
            Assert.That(Rig.Image.Contains(Rig.Read(_data)));
        });
    }

    [Test]
    public void Handler_of_a_type_that_is_not_asked_for_is_not_returned()
    {
        Run(code => Unwind(code, handlerType: 0));
        Assert.That(Rig.Read(_handler), Is.Zero);
    }

    [Test]
    public void Walk_ends_with_rip_0_above_the_entry_point()
    {
        Run(code =>
        {
            Unwind(code, handlerType: 0);
            Again(code);
        });
        Assert.That(Rig.Read(_context + Rip), Is.Zero);
    }

    [Test]
    public void Driver_finds_them_by_name_too()
    {
        var name = _image.Builder.PlaceWide("RtlVirtualUnwind");
        Run(code =>
        {
            var text = _image.Builder.Data.Reserve(16);
            code.mov(rax, 0x22_0020);
            Store(code, text, rax);
            code.LoadAddress(rax, _image.Builder.Address(name));
            Store(code, text + 8, rax);
            code.LoadAddress(rcx, _image.Builder.Address(text));
            Call(code, "MmGetSystemRoutineAddress");
            Store(code, _handler, rax);
        });
        Assert.That(Rig.Read(_handler), Is.Not.Zero);
    }

    // DriverEntry calls a function with a handler, whose body is the test's.
    private void Run(Action<Assembler> body)
    {
        var inner = _image.Function(code => { }, body, (Always, true));
        Label behind = default;
        var outer = _image.Builder.Text.Assemble(
            code =>
            {
                behind = code.CreateLabel();
                code.sub(rsp, 0x28);
                code.call(_image.Builder.Address(inner.Begin));
                code.Label(ref behind);
                code.xor(eax, eax);
                code.add(rsp, 0x28);
                code.ret();
            },
            out var rvaOf);
        _afterCall = rvaOf(behind);
        _image.Builder.Function(outer, new UnwindSpec { PrologBytes = 4, Slots = [UnwindSpec.Slot(4, 2, 4)] });
        _image.Builder.Entry = outer.Begin;
        Assert.That(Rig.Load(_image.Builder), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), Rig.Stopped?.ToString());
    }

    private void Unwind(Assembler code, int handlerType)
    {
        Store(code, _stack, rsp);
        Capture(code);
        Step(code, handlerType);
    }

    private void Again(Assembler code) => Step(code, 0);

    // The frame of 28h bytes has no room for arguments on the stack: 50h bytes more.
    private void Step(Assembler code, int handlerType)
    {
        Lookup(code, _context + Rip);
        code.sub(rsp, 0x50);
        Place(code, 0x20, _context);
        Place(code, 0x28, _data);
        Place(code, 0x30, _establisher);
        code.mov(__qword_ptr[rsp + 0x38], 0);
        code.mov(ecx, handlerType);
        code.Load(rdx, _image.Builder.Address(_base));
        code.Load(r8, _image.Builder.Address(_context + Rip));
        code.Load(r9, _image.Builder.Address(_entry));
        Call(code, "RtlVirtualUnwind");
        code.add(rsp, 0x50);
        Store(code, _handler, rax);
    }

    private void Place(Assembler code, int at, uint rva)
    {
        code.LoadAddress(rax, _image.Builder.Address(rva));
        code.mov(__qword_ptr[rsp + at], rax);
    }

    private void Capture(Assembler code)
    {
        code.LoadAddress(rcx, _image.Builder.Address(_context));
        Call(code, "RtlCaptureContext");
    }

    private void Lookup(Assembler code, uint pcAt)
    {
        code.Load(rcx, _image.Builder.Address(pcAt));
        code.LoadAddress(rdx, _image.Builder.Address(_base));
        code.xor(r8d, r8d);
        Call(code, "RtlLookupFunctionEntry");
        Store(code, _entry, rax);
    }

    private void Call(Assembler code, string name) => code.CallThrough(_image.Builder.Address(_image.Builder.Import(HandlerImage.Kernel, name)));

    private void Store(Assembler code, uint rva, AssemblerRegister64 register) => code.Store(_image.Builder.Address(rva), register);
}
