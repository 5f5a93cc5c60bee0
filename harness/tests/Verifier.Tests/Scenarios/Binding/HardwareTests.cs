using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Scenarios.Binding;

public sealed class HardwareTests
{
    [Test]
    public void Bind_register_has_the_usual_width_of_its_range()
    {
        var hardware = Script.Good(
            "hardware: { memory: [ { length: 4KiB, registers: { a: { offset: 0 } } } ], ports: [ { length: 8, registers: { b: { offset: 1 } } } ] }").Hardware!;
        Assert.That((hardware.Memory[0].Registers[0].Width, hardware.Ports[0].Registers[0].Width), Is.EqualTo((4, 1)));
        Assert.That(hardware.Interrupts, Has.Length.EqualTo(1));
    }

    [Test]
    public void Bind_change_is_a_value_or_values_in_turn_or_bytes()
    {
        var interrupt = (InterruptOperation)Script.Good(
            """
            hardware: { ports: [ { name: p, length: 8, registers: { s: { offset: 1 }, d: { offset: 0 } } } ] }
            workload: [ load, { interrupt: { changes: { s: 0x81, d: [1, 2], p+0x4: "hex:01" } } } ]
            """).Workload[1];
        Assert.That(interrupt.Changes.Select(c => (c.Target, c.Offset, c.Value, c.Reads.Length, c.Bytes?.Length)), Is.EqualTo(new (string, int, ulong?, int, int?)[]
        {
            ("s", 0, 0x81, 0, null), ("d", 0, null, 2, null), ("p", 4, null, 0, 1),
        }));
    }

    [TestCase("{}", "VS1108")]
    [TestCase("{ ports: [] }", "VS1106")]
    [TestCase("{ ports: [ { at: 0x3F8 } ] }", "VS1102")]
    [TestCase("{ ports: [ { at: 0xFFFF, length: 2 } ] }", "VS1202")]
    [TestCase("{ ports: [ { at: 0xFFFFFFFFFFFFFFFF, length: 2 } ] }", "VS1202")]
    [TestCase("{ memory: [ { at: 0x7FFFF000, length: 4KiB } ] }", "VS1202")]
    [TestCase("{ memory: [ { length: 16MiB } ] }", "VS1202")]
    [TestCase("{ memory: [ { length: 5MiB }, { length: 5MiB } ] }", "VS1202")]
    [TestCase("{ ports: [ { at: 0x3F8, length: 8 }, { at: 0x3FF, length: 1 } ] }", "VS1321")]
    [TestCase("{ ports: [ { length: 2, contents: \"hex:01 02 03\" } ] }", "VS1321")]
    [TestCase("{ ports: [ { length: 2, registers: { a: { offset: 2 } } } ] }", "VS1321")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, width: 8 } } } ] }", "VS1321")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, width: 2 }, b: { offset: 1 } } } ] }", "VS1321")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, width: 3 } } } ] }", "VS1202")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, value: 0x100 } } } ] }", "VS1202")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, reads: [1, 0x100] } } } ] }", "VS1202")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, clear-on-read: 0x1FF } } } ] }", "VS1202")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, clear-on-write: 3, set-on-write: 2 } } } ] }", "VS1321")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, clear-on-write: 3, read-only: true } } } ] }", "VS1309")]
    [TestCase("{ ports: [ { length: 8, registers: {} } ] }", "VS1106")]
    [TestCase("{ ports: [ { name: a, length: 8, registers: { a: { offset: 0 } } } ] }", "VS1017")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0, on-write: { b: 1 } } } } ] }", "VS1320")]
    [TestCase("{ interrupts: [ { a: 1 } ] }", "VS1320")]
    [TestCase("{ ports: [ { name: p, length: 8 } ], interrupts: [ { p: 1 } ] }", "VS1321")]
    [TestCase("{ ports: [ { name: p, length: 8 } ], interrupts: [ { p+7: \"hex:01 02\" } ] }", "VS1321")]
    [TestCase("{ ports: [ { name: p, length: 8 } ], interrupts: [ { p: \"random:2\" } ] }", "VS1206")]
    [TestCase("{ ports: [ { name: p, length: 8 } ], interrupts: [ { p+x: \"hex:01\" } ] }", "VS1211")]
    [TestCase("{ ports: [ { length: 8, registers: { a: { offset: 0 } } } ], interrupts: [ { a: 0x100 } ] }", "VS1202")]
    public void Bind_hardware_that_cannot_be_has_its_code(string hardware, string code)
    {
        var document = Script.ReadPart($"hardware: {hardware}");
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
    }

    [TestCase("hardware: { ports: [ { length: 8, registers: { status: { offset: 0 } } } ] }\n", "did you mean 'status'")]
    [TestCase("", "there is no 'statos': give registers names under 'hardware'")]
    public void Bind_change_of_an_unknown_register_says_what_there_is(string hardware, string message) => Assert.That(
        Script.Bad($"{hardware}workload: [ load, {{ repeat: {{ times: 2, do: [ {{ interrupt: {{ changes: {{ statos: 1 }} }} }} ] }} }} ]", DiagnosticCodes.UnknownRegister).ToString(),
        Does.Contain(message));
}
