using Verifier.Generators.Ddis;

namespace Verifier.Tests.Generators.Ddis;

/// <summary>What the compiler makes of a declared DDI, and how it refuses a wrong declaration: with the DDI's name, at its place.</summary>
public sealed class DdiGeneratorTests
{
    private const string Good = """
        /// <summary>Takes a Wombat.</summary>
        [Ddi(Family = DdiFamily.Pool, Aliases = ["ZzWombat"], Since = WindowsVersion.Vista)]
        [Irql(KIRQL.APC_LEVEL)]
        [Fails(FailureShape.Status, ByArguments = nameof(Shape))]
        public static NTSTATUS ZzTakeWombat(Machine machine, [Parameter(InC = typeof(sbyte))] int depth, [Size] ulong bytes, Out<uint> taken) => default;

        internal static FailureShape Shape(ulong bytes) => bytes == 0 ? FailureShape.CannotFail : FailureShape.Status;
        """;

    [Test]
    public void Declaration_becomes_an_entry_with_the_marshalling()
    {
        var entry = Run(Good)["Ddis.g.cs"];
        Assert.Multiple(() =>
        {
            Assert.That(entry, Does.Contain("""new("Depth", ParameterKind.Value, 1), new("Bytes", ParameterKind.Size, 8), new("Taken", ParameterKind.Address, 8)"""));
            Assert.That(entry, Does.Contain(".ZzTakeWombat(machine, (int)(sbyte)a[0], a[1], new global::Verifier.Kernel.Out<uint>(a[2])).Value"));
            Assert.That(entry, Does.Contain("ByArguments = static a => global::Verifier.Kernel.Wombats.Shape(a[1])"));
        });
    }

    [Test]
    public void Declaration_becomes_a_prototype_with_its_documentation()
    {
        var prototype = Run(Good)["Ntoskrnl.Ddis.g.cs"];
        Assert.Multiple(() =>
        {
            Assert.That(prototype, Does.Contain("/// <summary>Takes a Wombat.</summary>"));
            Assert.That(prototype, Does.Contain("public global::Verifier.Kernel.NTSTATUS ZzTakeWombat(int depth, ulong bytes, out uint taken)"));
            Assert.That(prototype, Does.Contain("taken = (uint)Machine.Memory.Read<uint>(takenAddress);"));
        });
    }

    [Test]
    public void Export_table_has_the_name_and_its_aliases()
    {
        var exports = Run(Good)["Ddis.g.cs"];
        Assert.That(exports, Does.Contain("(\"ZzTakeWombat\", Ddis.ZzTakeWombat)").And.Contain("(\"ZzWombat\", Ddis.ZzTakeWombat)"));
    }

    [Test]
    public void Macro_has_an_entry_and_neither_prototype_nor_export()
    {
        var macro = Run(Documented("[Ddi(ExpandsTo = \"ExFreePool\")] [Irql(KIRQL.APC_LEVEL)] public static void ZzFree(Machine machine, Pointer p) { }"));
        Assert.Multiple(() =>
        {
            Assert.That(macro["Ddis.g.cs"], Does.Contain("public static readonly Ddi ZzFree").And.Not.Contain("(\"ZzFree\", Ddis.ZzFree)"));
            Assert.That(macro["Ntoskrnl.Ddis.g.cs"], Does.Not.Contain("ZzFree"));
        });
    }

    [Test]
    public void More_arguments_of_a_variadic_routine_are_passed_on()
    {
        var print = Run(Documented(
            "[Ddi(IsVariadic = true)] [Irql(KIRQL.APC_LEVEL)] public static void ZzPrint(Machine machine, Pointer format, System.ReadOnlySpan<ulong> arguments) { }"));
        Assert.Multiple(() =>
        {
            Assert.That(print["Ddis.g.cs"], Does.Contain("a[1..]").And.Contain("IsVariadic = true"));
            Assert.That(print["Ntoskrnl.Ddis.g.cs"], Does.Contain("ZzPrint(global::Verifier.Kernel.Pointer format, params global::System.ReadOnlySpan<ulong> arguments)"));
        });
    }

    [TestCase("public static void Zz(Machine machine, string name) { }", "VG1002 DDI Zz: parameter 'name' is a string, which does not fit into a register.")]
    [TestCase("public static decimal Zz(Machine machine) => 0;", "VG1002 DDI Zz: its result is a decimal, which does not fit into a register.")]
    [TestCase("public static void Zz(int depth) { }", "VG1001 DDI Zz: the method must be static, with the Machine as its first parameter.")]
    [TestCase("[Fails(FailureShape.Null, ByArguments = \"Missing\")] public static void Zz(Machine machine) { }", "VG1008 DDI Zz: Wombats must have one method 'Missing', and has 0.")]
    [TestCase("[Checks(\"Look\")] public static void Zz(Machine machine) { } internal static void Look(Machine machine, ulong depth) { }", "VG1003 DDI Zz: 'Look' names a parameter 'depth', which the DDI does not have.")]
    [TestCase("[Checks(\"Look\")] public static void Zz(Machine machine, uint depth) { } internal static void Look(ulong depth) { }", "VG1008 DDI Zz: 'Look' takes 'depth' as UInt64; the DDI has UInt32.")]
    [TestCase("[Checks(\"Look\")] public static void Zz(Machine machine) { } private static void Look(Machine machine) { }", "VG1008 DDI Zz: 'Look' is private; the catalogue must be able to call it.")]
    [TestCase("public static void Zz(Machine machine, System.ReadOnlySpan<ulong> arguments) { }", "VG1006 DDI Zz: IsVariadic and a last parameter of ReadOnlySpan<ulong> go together.")]
    public void Wrong_declaration_is_an_error_with_the_name_of_the_DDI(string method, string expected) =>
        Assert.That(Run(Documented($"[Ddi] [Irql(KIRQL.APC_LEVEL)] {method}")).Errors, Is.EqualTo(new[] { expected }));

    [Test]
    public void Declaration_without_IRQL_or_documentation_is_an_error_at_its_place()
    {
        var result = Run("[Ddi] public static void Zz(Machine machine) { }");
        Assert.That(result.Errors, Is.EqualTo(new[]
        {
            "VG1004 DDI Zz: it has no documentation, which is what authors of drivers read.",
            "VG1005 DDI Zz: it does not state at which IRQL it may be called: [Irql(KIRQL.…)].",
        }));
        Assert.That(result.Lines, Is.EqualTo(new[] { 4, 4 }));
    }

    [Test]
    public void Name_that_is_exported_twice_is_an_error()
    {
        var second = Documented("[Ddi(Aliases = [\"ZzWombat\"])] [Irql(KIRQL.APC_LEVEL)] public static void ZzOther(Machine machine) { }");
        Assert.That(Run(Good + "\n" + second).Errors, Is.EqualTo(new[] { "VG1009 DDI ZzTakeWombat: ZzOther is exported as ZzWombat as well." }));
    }

    [Test]
    public void Variable_becomes_a_row_of_the_exports_and_a_property()
    {
        var result = Run(Documented("[DataExport] public static uint ZzBuild(Machine machine) => 7;"));
        Assert.Multiple(() =>
        {
            Assert.That(result["DataExports.g.cs"], Does.Contain("new(\"ZzBuild\", 4, static machine => global::Verifier.Kernel.Wombats.ZzBuild(machine))"));
            Assert.That(result["Ntoskrnl.Data.g.cs"], Does.Contain("/// <summary>It does.</summary>\n    public uint ZzBuild => global::Verifier.Kernel.Wombats.ZzBuild(Machine);"));
        });
    }

    [Test]
    public void Structure_becomes_a_row_that_fills_it_and_the_property_of_its_address()
    {
        var result = Run(Documented("[DataExport(Bytes = 40)] public static void ZzTable(Machine machine, Pointer at) { }"));
        Assert.Multiple(() =>
        {
            Assert.That(result["DataExports.g.cs"], Does.Contain("new(\"ZzTable\", 40, null) { Fill = global::Verifier.Kernel.Wombats.ZzTable }"));
            Assert.That(
                result["Ntoskrnl.Data.g.cs"], Does.Contain("public Pointer ZzTable => new(Machine, Machine.ExportedData.AddressOf(\"ZzTable\"));"));
        });
    }

    [TestCase("[DataExport(Bytes = 8)] public static void ZzName(Machine machine) { }")]
    [TestCase("[DataExport] public static void ZzName(Machine machine, Pointer at) { }")]
    [TestCase("[DataExport] public static string ZzName(Machine machine) => null;")]
    [TestCase("[DataExport] public static uint ZzName() => 0;")]
    public void Wrong_variable_is_an_error_with_its_name(string method) => Assert.That(Run(Documented(method)).Errors, Is.EqualTo(new[]
    {
        "VG1011 Variable ZzName: it must be a documented static method of the Machine alone, with a result that fits into a register; or one of the Machine and a "
            + "Pointer, without a result, that states its Bytes.",
    }));

    private static string Documented(string member) => $"/// <summary>It does.</summary>\n{member}";

    private static Generated Run(string members) =>
        Generated.From(new DdiGenerator(), $"namespace Verifier.Kernel;\ninternal static class Wombats\n{{\n{members}\n}}\n");
}
