using Iced.Intel;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Tests.Building;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Images.Decoding;

/// <summary>Control codes are read from the code that compilers make of a switch.</summary>
public sealed class ControlCodesTests
{
    private const int First = 0x222000, Second = 0x222004, Third = 0x222013;

    [Test]
    public void Compares_one_after_the_other() => Expect([First, Second], a =>
    {
        a.mov(eax, __dword_ptr[rdx + 0x18]);
        Compare(a, First);
        Compare(a, Second);
    });

    [Test]
    public void Compare_with_the_field_itself() => Expect([First], a => a.cmp(__dword_ptr[rdx + 0x18], First));

    [Test]
    public void Chain_of_differences() => Expect([First, Second, Third], a =>
    {
        a.mov(ecx, __dword_ptr[rax + 0x18]);
        a.sub(ecx, First);
        Leave(a);
        a.sub(ecx, Second - First);
        Leave(a);
        a.cmp(ecx, Third - Second);
        Leave(a);
    });

    [Test]
    public void Difference_by_address_arithmetic() => Expect([First, Second], a =>
    {
        a.mov(ecx, __dword_ptr[rax + 0x18]);
        a.lea(edx, __dword_ptr[rcx - First]);
        a.test(edx, edx);
        Leave(a);
        a.cmp(edx, Second - First);
        Leave(a);
    });

    [Test]
    public void Binary_search() => Expect([First, Second, Third], a =>
    {
        var above = a.CreateLabel();
        a.mov(eax, __dword_ptr[rdx + 0x18]);
        a.cmp(eax, Second);
        a.ja(above);
        Compare(a, First);
        a.ret();
        a.Label(ref above);
        Compare(a, Third);
    });

    [Test]
    public void Code_in_a_copy_on_the_stack_and_in_an_argument()
    {
        var builder = new PeImageBuilder();
        var callee = builder.Text.Assemble(a =>
        {
            a.mov(__dword_ptr[rsp + 8], ecx);
            a.mov(r9d, __dword_ptr[rsp + 8]);
            a.cmp(r9d, Second);
            a.ret();
        });
        builder.Entry = builder.Text.Assemble(a =>
        {
            a.mov(ecx, __dword_ptr[rdx + 0x18]);
            a.call(builder.Address(callee.Begin));
            a.ret();
        }).Begin;
        Assert.That(ControlCodes.Find(PeFile.Parse(builder.Build())), Is.EqualTo(new uint[] { Second }));
    }

    [Test]
    public void Another_value_in_the_register_ends_it() => Expect([], a =>
    {
        a.mov(eax, __dword_ptr[rdx + 0x18]);
        a.mov(eax, __dword_ptr[rdx + 0x20]);
        Compare(a, First);
    });

    [Test]
    public void Value_of_a_call_is_no_code() => Expect([], a =>
    {
        a.mov(eax, __dword_ptr[rdx + 0x18]);
        a.call(rbx);
        Compare(a, First);
    });

    [Test]
    public void Jump_table_after_a_rotation()
    {
        var builder = new PeImageBuilder();
        var table = builder.Data.Reserve(12);
        var code = builder.Text.Assemble(
            a =>
            {
                var (known, other) = (a.CreateLabel("known"), a.CreateLabel("other"));
                a.mov(eax, __dword_ptr[rdx + 0x18]);
                a.add(eax, -First);
                a.ror(eax, 2);
                a.cmp(eax, 2);
                a.ja(other);
                a.LoadAddress(rcx, builder.Address(table));
                a.movsxd(rax, __dword_ptr[rcx + (rax * 4)]);
                a.add(rax, rcx);
                a.jmp(rax);
                a.Label(ref known);
                a.nop();
                a.Label(ref other);
                a.ret();
            },
            out _);
        var (last, before) = (code.End - 1, code.End - 2);
        builder.Function(code, new UnwindSpec());
        builder.Write(table, [.. new[] { before, last, before }.SelectMany(target => BitConverter.GetBytes(target - table))]);
        Assert.That(ControlCodes.Find(PeFile.Parse(builder.Build())), Is.SupersetOf(new uint[] { First, First + 8 }).And.Not.Contain((uint)First + 4));
    }

    [TestCase("array-cache", "array-cache-swap-c", 0x222000u, 0x222004u)]
    [TestCase("mdl-mapper", "mdl-mapper-fixed-c", 0x22200Eu, 0x222013u, 0x222017u)]
    [TestCase("virtual-disk", "virtual-disk-correct-c", 0x70000u)]
    [TestCase("pnp-function", "pnp-function-correct-c", 0x222000u)]
    [TestCase("job-queue", "job-queue-correct-c", 0x222000u, 0x222004u)]
    public void Codes_of_a_driver(string folder, string driver, params uint[] codes) =>
        Assert.That(ControlCodes.Find(PeFile.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot(), "drivers-under-test", "compiled", folder, driver + ".sys")))), Is.SupersetOf(codes));

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Verifier.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private static void Expect(uint[] codes, Action<Assembler> write)
    {
        var builder = new PeImageBuilder();
        builder.Entry = builder.Text.Assemble(a =>
        {
            write(a);
            a.ret();
        }).Begin;
        Assert.That(ControlCodes.Find(PeFile.Parse(builder.Build())), Is.EqualTo(codes));
    }

    private static void Compare(Assembler a, int code)
    {
        a.cmp(eax, code);
        Leave(a);
    }

    private static void Leave(Assembler a)
    {
        var on = a.CreateLabel();
        a.jne(on);
        a.ret();
        a.Label(ref on);
        a.nop();
    }
}
