using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Tests.Building;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Images.Decoding;

/// <summary>Code is found where control flow leads, and nowhere else.</summary>
public sealed class CodeFinderTests
{
    [Test]
    public void Code_behind_calls_and_jumps_is_found()
    {
        var builder = new PeImageBuilder();
        var callee = builder.Text.Assemble(a => a.ret());
        var branch = builder.Text.Assemble(a => a.ret());
        var tail = builder.Text.Assemble(a => a.ret());
        builder.Entry = builder.Text.Assemble(a =>
        {
            a.call(builder.Address(callee.Begin));
            a.je(builder.Address(branch.Begin));
            a.jmp(builder.Address(tail.Begin));
        }).Begin;
        Assert.That(Found(builder), Is.SupersetOf(new[] { callee.Begin, branch.Begin, tail.Begin }));
    }

    [Test]
    public void Bytes_that_nothing_leads_to_are_not_decoded()
    {
        var builder = new PeImageBuilder();
        var data = builder.Text.Place([0x0F, 0x31, 0xC3]);
        builder.Entry = builder.Text.Place([0xC3]);
        Assert.That(Found(builder), Is.EqualTo(new[] { builder.Entry.Value }));
        Assert.That(data, Is.Not.EqualTo(builder.Entry));
    }

    [Test]
    public void Exports_and_functions_and_handlers_are_entry_points()
    {
        var builder = new PeImageBuilder();
        CodeRange[] code = [.. Enumerable.Range(0, 4).Select(_ => builder.Text.Assemble(a => a.ret()))];
        builder.Export("Alpha", code[1].Begin);
        builder.Export("Table", builder.Data.Reserve(8));
        builder.Function(code[2], new UnwindSpec { Flags = UnwindSpec.ExceptionHandler, HandlerRva = code[3].Begin });
        Assert.That(Found(builder), Is.EqualTo(code.Select(c => c.Begin)));
    }

    [Test]
    public void Filters_and_except_blocks_come_from_the_scope_table()
    {
        var builder = new PeImageBuilder();
        var (filter, handler) = (builder.Text.Assemble(a => a.ret()), builder.Text.Assemble(a => a.ret()));
        var function = builder.Text.Assemble(a => { a.nop(); a.ret(); a.nop(); a.ret(); });
        builder.Entry = handler.Begin;
        builder.Function(function, new UnwindSpec
        {
            Flags = UnwindSpec.ExceptionHandler,
            HandlerRva = handler.Begin,
            LanguageData = [.. Words(2, function.Begin, function.Begin + 1, filter.Begin, function.Begin + 2, function.Begin, function.Begin + 1, 1, function.Begin + 2)],
        });
        Assert.That(Found(builder), Is.SupersetOf(new[] { filter.Begin, function.Begin + 2, function.Begin + 3 }));
    }

    [Test]
    public void Other_language_data_is_no_scope_table()
    {
        var builder = new PeImageBuilder();
        var function = builder.Text.Assemble(a => { a.ret(); a.nop(); });
        builder.Function(function, new UnwindSpec
        {
            Flags = UnwindSpec.ExceptionHandler,
            HandlerRva = function.Begin,
            LanguageData = [.. Words(1, function.Begin, function.End + 0x100, 1, function.Begin + 1)],
        });
        Assert.That(Found(builder), Is.EqualTo(new[] { function.Begin }));
    }

    // What follows a call that does not return may be the next function's jump table.
    [Test]
    public void Code_ends_with_its_function()
    {
        var builder = new PeImageBuilder();
        var callee = builder.Text.Assemble(a => a.ret());
        var function = builder.Text.Assemble(a => a.call(builder.Address(callee.Begin)));
        builder.Text.Place([0x0F, 0x31, 0xC3], alignment: 1);
        builder.Entry = callee.Begin;
        builder.Function(function, new UnwindSpec());
        Assert.That(Found(builder), Is.EqualTo(new[] { callee.Begin, function.Begin }));
    }

    [Test]
    public void Fast_fail_ends_a_run_and_an_assertion_does_not()
    {
        var builder = new PeImageBuilder();
        var first = builder.Text.Place([0xCD, 0x2C, 0xCD, 0x29, 0x0F, 0x31]);
        Assert.That(Found(builder), Is.EqualTo(new[] { first, first + 2 }));
    }

    [Test]
    public void Breakpoint_behind_a_call_ends_a_run_and_another_does_not()
    {
        var builder = new PeImageBuilder();
        var first = builder.Text.Place([0xCC, 0xE8, 0, 0, 0, 0, 0xCC, 0x0F, 0x31]);
        Assert.That(Found(builder), Is.EqualTo(new[] { first, first + 1, first + 6 }));
    }

    [Test]
    public void Code_of_a_section_that_does_not_execute_is_not_followed()
    {
        var builder = new PeImageBuilder();
        var data = builder.Data.Place([0xC3]);
        builder.Entry = builder.Text.Assemble(a => a.jmp(builder.Address(data))).Begin;
        Assert.That(Found(builder), Is.EqualTo(new[] { builder.Entry.Value }));
    }

    [Test]
    public void Walk_is_the_same_each_time_and_meets_an_instruction_once()
    {
        var builder = new PeImageBuilder();
        builder.Entry = builder.Text.Assemble(a =>
        {
            var loop = a.CreateLabel();
            a.Label(ref loop);
            a.nop();
            a.jne(loop);
            a.jmp(loop);
        }).Begin;
        var image = PeFile.Parse(builder.Build());
        var first = Walk(image);
        Assert.That(first, Is.Unique);
        Assert.That(Walk(image), Is.EqualTo(first));
    }

    [Test]
    public void Visitor_sees_the_run_up_to_the_instruction()
    {
        var builder = new PeImageBuilder();
        builder.Text.Place([.. Enumerable.Repeat((byte)0x90, 200), 0xC3]);
        var longest = 0;
        CodeFinder.Walk(PeFile.Parse(builder.Build()), run =>
        {
            longest = Math.Max(longest, run.Length);
            for (var i = 1; i < run.Length; i++)
            {
                Assert.That(run[i].IP, Is.EqualTo(run[i - 1].NextIP));
            }
        });
        Assert.That(longest, Is.EqualTo(CodeFinder.LongestRun));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Cases_of_a_switch_are_found(bool countsFromImage)
    {
        var builder = new PeImageBuilder();
        var table = builder.Rdata.Reserve(12);
        var from = countsFromImage ? 0 : table;
        var function = builder.Text.Assemble(a =>
        {
            a.cmp(ecx, 2);
            a.ja(builder.Address(builder.Text.Rva));
            a.LoadAddress(rdx, builder.Address(from));
            a.movsxd(rax, __dword_ptr[rdx + (rcx * 4) + (countsFromImage ? (int)table : 0)]);
            a.add(rax, rdx);
            a.jmp(rax);
            a.ret();
            a.ret();
            a.ret();
        });
        builder.Function(function, new UnwindSpec());
        uint[] cases = [function.End - 3, function.End - 2, function.End - 1];
        builder.Write(table, [.. Words([.. cases.Select(c => c - from)])]);
        Assert.That(Found(builder), Is.SupersetOf(cases));
    }

    // Index in memory, as in code that is not optimised; base set before a branch; no unwind data.
    [Test]
    public void Cases_of_a_leaf_whose_base_is_out_of_sight_are_found()
    {
        var builder = new PeImageBuilder();
        var table = builder.Rdata.Reserve(8);
        var leaf = builder.Text.Assemble(a =>
        {
            a.cmp(__dword_ptr[rsp + 8], 1);
            a.mov(ecx, __dword_ptr[rsp + 8]);
            a.mov(eax, __dword_ptr[rsi + (rcx * 4) + (int)table]);
            a.add(rax, rsi);
            a.jmp(rax);
            a.ret();
            a.ret();
        });
        builder.Write(table, [.. Words(leaf.End - 2, leaf.End - 1)]);
        Assert.That(Found(builder), Is.SupersetOf(new[] { leaf.End - 2, leaf.End - 1 }));
    }

    [Test]
    public void Cases_behind_a_table_of_bytes_are_found()
    {
        var builder = new PeImageBuilder();
        var (table, indexes) = (builder.Rdata.Reserve(8), builder.Rdata.Place([0, 1, 1, 0, 1]));
        var function = builder.Text.Assemble(a =>
        {
            a.cmp(ecx, 4);
            a.ja(builder.Address(builder.Text.Rva));
            a.LoadAddress(rdx, builder.Address(0));
            a.movzx(eax, __byte_ptr[rdx + rcx + (int)indexes]);
            a.mov(ecx, __dword_ptr[rdx + (rax * 4) + (int)table]);
            a.add(rcx, rdx);
            a.jmp(rcx);
            a.ret();
            a.ret();
        });
        builder.Function(function, new UnwindSpec());
        builder.Write(table, [.. Words(function.End - 2, function.End - 1)]);
        Assert.That(Found(builder), Is.SupersetOf(new[] { function.End - 2, function.End - 1 }));
    }

    [Test]
    public void Table_that_leads_out_of_the_function_is_left_alone()
    {
        var builder = new PeImageBuilder();
        var stray = builder.Text.Place([0x90, 0xC3]);
        var table = builder.Rdata.Place([.. Words(stray)]);
        builder.Entry = builder.Text.Assemble(a => a.ret()).Begin;
        var function = builder.Text.Assemble(a =>
        {
            a.cmp(ecx, 0);
            a.LoadAddress(rdx, builder.Address(0));
            a.mov(eax, __dword_ptr[rdx + (rcx * 4) + (int)table]);
            a.jmp(rax);
        });
        builder.Function(function, new UnwindSpec());
        Assert.That(Found(builder), Has.No.Member(stray));
    }

    private static IEnumerable<byte> Words(params uint[] words) => words.SelectMany(BitConverter.GetBytes);

    private static uint[] Found(PeImageBuilder builder) => [.. Walk(PeFile.Parse(builder.Build())).Order()];

    private static List<uint> Walk(PeFile image)
    {
        var found = new List<uint>();
        CodeFinder.Walk(image, run => found.Add((uint)run[^1].IP));
        return found;
    }
}
