using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Tests.Reporting;

namespace Verifier.Acceptance.Report;

/// <summary>The page in a real browser: offline, readable without scripts, usable by keyboard, honest about what it hides.</summary>
[NonParallelizable]
public sealed partial class PageTests
{
    private ReportFixture _report = null!;

    [OneTimeSetUp]
    public async Task Start() => _report = await ReportFixture.Start();

    [OneTimeTearDown]
    public async Task Stop() => await (_report?.DisposeAsync() ?? ValueTask.CompletedTask);

    // G7.
    [Test]
    public async Task Page_asks_for_nothing_but_itself_and_logs_no_error()
    {
        List<string> requests = [], errors = [];
        var page = await _report.Browser.Open(_report.Synthetic(40), look: new PageLook
        {
            Prepare = one =>
            {
                one.Request += (_, request) => requests.Add(request.Url);
                one.Console += (_, message) => errors.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
                one.PageError += (_, error) => errors.Add(error);
            },
        });
        foreach (var view in await ReportFixture.Views(page))
        {
            await ReportFixture.Show(page, view);
        }

        Assert.That(requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)), Has.Exactly(1).Items);
        Assert.That(errors, Is.Empty);
    }

    // G8.
    [TestCase(false)]
    [TestCase(true)]
    public async Task Page_without_scripts_or_in_print_shows_tonight(bool isPrinted)
    {
        var model = new SyntheticNight(40).Make();
        var page = await _report.Browser.Open(_report.Synthetic(40), look: new PageLook { HasScripts = isPrinted });
        if (isPrinted)
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        }

        var text = await page.InnerTextAsync("main");
        Assert.That(text, Does.Contain("8 of 8 found").And.Contain("20 of 20 identical"));
        foreach (var finding in model.With(Transition.New))
        {
            Assert.That(text, Does.Contain(finding.Title));
            Assert.That(isPrinted || text.Contains(model.ReplayCommand(finding.Token), StringComparison.Ordinal), Is.True, "the replay command");
        }
    }

    // G13.
    [TestCase("</script><script>document.title='owned'</script>")]
    [TestCase("<img src=x onerror=\"document.title='owned'\">")]
    [TestCase("\"><svg onload=\"document.title='owned'\">")]
    [TestCase("\u202Egnp.exe\u2066")]
    [TestCase("<!--<script>")]
    [TestCase("WWWWWWWWWW", 1000)]
    public async Task Page_hostile_names_do_nothing_and_break_no_layout(string name, int times = 1)
    {
        var hostile = string.Concat(Enumerable.Repeat(name, times));
        var file = _report.Write(new SyntheticNight(40) { Name = plain => hostile + plain }.Make(), $"hostile-{Guid.NewGuid():N}");
        var page = await _report.Browser.Open(file, look: new PageLook { Width = 400 });
        using (Assert.EnterMultipleScope())
        {
            foreach (var view in await ReportFixture.Views(page))
            {
                await ReportFixture.Show(page, view);
                Assert.That(await page.TitleAsync(), Does.Contain("Verifier 2026-11-21"), view);
                Assert.That(await page.Locator("img, main script").CountAsync(), Is.Zero, view);
                Assert.That(await page.InnerTextAsync("body"), Does.Not.Contain("\u202E"), view);
                Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero, view);
            }
        }
    }

    // G10.
    [TestCase("")]
    [TestCase("!inconclusive strat:each")]
    [TestCase("state:new,regressed")]
    [TestCase("driver:driver-0* scen:*-00,*-01 nth:1-200")]
    [TestCase("verdict:leak,finding site:Ex* !tag:Tg07")]
    [TestCase("unknown:word")]
    [TestCase("serial \"no such text\"")]
    public async Task Runs_shown_and_hidden_are_all(string query)
    {
        var page = await _report.Browser.Open(_report.Synthetic(5000), $"#/runs?q={Uri.EscapeDataString(query)}");
        var text = await page.Locator(".shown").InnerTextAsync();
        var numbers = Number().Matches(text).Select(m => int.Parse(m.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        var (shown, total) = (numbers[0], numbers[1]);
        var hidden = Hidden().Matches(text).Sum(m => int.Parse(m.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));

        Assert.That(total, Is.EqualTo(5000));
        Assert.That(shown + hidden, Is.EqualTo(total), text);
    }

    [Test]
    public async Task Runs_query_finds_what_the_model_holds()
    {
        var model = new SyntheticNight(5000).Make();
        var wanted = Enumerable.Range(0, model.Runs.Count).Select(i => model.Runs[i])
            .Count(r => r.Strategy == "each" && r.Nth is >= 3 and <= 90 && r.Verdict != RunVerdict.Inconclusive && r.Site >= 0 && model.Sites[r.Site].Ddi.StartsWith("Io", StringComparison.Ordinal));
        var page = await _report.Browser.Open(_report.Synthetic(5000), "#/runs?q=" + Uri.EscapeDataString("strat:each nth:3-90 site:io* !verdict:inconclusive"));

        Assert.That(await page.Locator(".shown").InnerTextAsync(), Does.StartWith(wanted.ToString("N0", CultureInfo.InvariantCulture) + " of 5,000 runs"));
        Assert.That(wanted, Is.Positive);
    }

    [Test]
    public async Task Runs_sorted_rows_are_in_order()
    {
        var model = new SyntheticNight(5000).Make();
        var page = await _report.Browser.Open(_report.Synthetic(5000), "#/runs?sort=-calls");
        var first = await page.Locator(".list tbody tr[data-i='0'] td").Last.InnerTextAsync();
        Assert.That(int.Parse(first, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), Is.EqualTo(Enumerable.Range(0, 5000).Max(i => model.Runs[i].Calls)));
    }

    // The page makes a run's token from what it knows; it must be the token that the harness would have printed.
    [Test]
    public async Task Run_token_is_the_harness_token()
    {
        var model = new SyntheticNight(5000).Make();
        var row = Enumerable.Range(200, 1000).First(i => model.Runs[i].Nth > 0);
        var run = model.Runs[row];
        var campaign = model.Campaigns[run.Campaign];
        var page = await _report.Browser.Open(_report.Synthetic(5000), $"#/r/{row}");
        var command = await page.Locator(".command code").InnerTextAsync();
        var text = command[(command.LastIndexOf(' ') + 1)..];

        Assert.That(ReplayToken.TryParse(text, out var token, out var error), Is.True, error);
        Assert.That(token!.ToString(), Is.EqualTo(text));
        Assert.That((token.Driver, token.ScenarioPath, token.TraceHash), Is.EqualTo((campaign.Driver, campaign.Path, run.TraceHash)));
        Assert.That(VariationText.Write(token.Variation), Is.EqualTo(run.Variation));
    }

    // G14 and G5: open the page, go to the first row, copy.
    [Test]
    public async Task Keyboard_newest_finding_is_copied_in_two_keys()
    {
        var model = new SyntheticNight(40).Make();
        var page = await _report.Browser.Open(_report.Synthetic(40));
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("c");
        await page.WaitForFunctionAsync("() => document.getElementById('said').textContent.includes('copied')");

        Assert.That(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), Is.EqualTo(model.ReplayCommand(model.With(Transition.New).First().Token)));
    }

    [Test]
    public async Task Keyboard_walks_from_list_to_finding_to_neighbour_and_up()
    {
        var page = await _report.Browser.Open(_report.Synthetic(40));
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("#/f/"));
        var first = page.Url;
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.tagName"), Is.EqualTo("H1"), "focus goes to the new view's title");
        await page.Keyboard.PressAsync("]");
        await page.WaitForFunctionAsync("before => location.href !== before", first);
        await page.Keyboard.PressAsync("u");
        await page.WaitForFunctionAsync("() => location.hash === '#/'");
        await page.Keyboard.PressAsync("4");
        await page.WaitForFunctionAsync("() => location.hash === '#/runs'");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("j?c4");
        await page.WaitForFunctionAsync("() => location.hash.includes('q=')");

        Assert.That(await page.InputValueAsync("#query"), Is.EqualTo("j?c4"), "no key acts inside a field");
        Assert.That(await page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("query"), "focus stays in the field while the list changes");
    }

    // G15.
    [Test]
    public async Task Trust_broken_is_said_above_the_fold(
        [Values("Canary: 7 of 8 found", "Replay check: 19 of 20 identical", "Harness errors: 1", "Problem: The disk was full")] string problem, [Values(1280, 400)] int width)
    {
        var model = new SyntheticNight(40)
        {
            Night = n => problem[0] switch
            {
                'C' => n with { CanariesFound = 7 },
                'R' => n with { ReplaysIdentical = 19 },
                'P' => n with { Problems = ["The disk was full"] },
                _ => n with { Totals = new RunCounts(40, 40, 30, 9, 0, 1) },
            },
        }.Make();
        var page = await _report.Browser.Open(_report.Write(model, $"trust-{problem[0]}-{width}"), look: new PageLook { Width = width });
        var alarm = page.Locator(".alarm");
        var box = await alarm.BoundingBoxAsync();

        Assert.That(await alarm.InnerTextAsync(), Does.Contain("cannot be trusted").And.Contain(problem));
        Assert.That(box!.Y + box.Height, Is.LessThan(900));
        Assert.That(await page.Locator(".untrusted").CountAsync(), Is.EqualTo(1));
    }

    // G10.
    [TestCase("")]
    [TestCase("state:blind")]
    [TestCase("driver:driver-0* !tag:Tg07 Ex")]
    public async Task Sites_shown_and_hidden_are_all(string query)
    {
        var page = await _report.Browser.Open(_report.Synthetic(5000), $"#/sites?q={Uri.EscapeDataString(query)}");
        var numbers = Number().Matches(await page.Locator(".shown").InnerTextAsync()).Select(m => int.Parse(m.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        Assert.That(numbers[0] + numbers[2], Is.EqualTo(numbers[1]).And.EqualTo(2500));
    }

    // An axis whose numbers do not lie where they stand is worse than none.
    [TestCase(0, "2", "1", "0")]
    [TestCase(1, "2", "1", "0")]
    [TestCase(3, "4", "2", "0")]
    [TestCase(7, "8", "4", "0")]
    [TestCase(34, "40", "20", "0")]
    public async Task Trend_axis_is_even_and_whole(int open, params string[] axis)
    {
        var model = new SyntheticNight(40).Make() with { Trend = [new TrendNight("one", 0, 0, 0, 9, 9), new TrendNight("two", open, 0, 0, 9, 9)] };
        var page = await _report.Browser.Open(_report.Write(model, $"trend-{open}"));
        var texts = await page.Locator(".chart").First.Locator("text").AllTextContentsAsync();
        Assert.That(texts, Is.EquivalentTo(axis.Concat(["one", "two"])));
    }

    [Test]
    public async Task Page_works_when_storage_throws()
    {
        const string Throws = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage'); } });";
        var page = await _report.Browser.Open(_report.Synthetic(40), look: new PageLook { InitScript = Throws });
        await page.GetByText("Theme: auto").ClickAsync();
        Assert.That(await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"), Is.EqualTo("light"));
    }

    [Test]
    public async Task Finding_deep_link_opens_it_with_its_details()
    {
        var model = new SyntheticNight(40).Make();
        var finding = model.Findings[0];
        var page = await _report.Browser.Open(_report.Synthetic(40), $"#/f/{finding.Fingerprint}");
        await page.WaitForSelectorAsync(".events");
        var text = await page.InnerTextAsync("main");

        Assert.That(await page.InnerTextAsync("h1"), Is.EqualTo(finding.Title));
        Assert.That(text, Does.Contain("DRIVER_IRQL_NOT_LESS_OR_EQUAL").And.Contain("made to fail").And.Contain("first difference").And.Contain("Per Alloc"));
        Assert.That(await page.Locator(".events tr.first").AllInnerTextsAsync(), Has.One.Items.And.Exactly(1).Contains("first difference").And.Exactly(1).EndsWith("nothing"), "what the golden run lacks");
        Assert.That(await page.Locator(".source mark").First.InnerTextAsync(), Does.Contain("RtlCopyMemory"));
        Assert.That(await page.Locator(".tags tbody tr").First.InnerTextAsync(), Does.StartWith("Arry"), "what leaked comes first");
    }

    [TestCase(1280)]
    [TestCase(400)]
    public async Task Finding_with_a_minimal_scenario_shows_it_behind_the_replay_command(int width)
    {
        var model = new SyntheticNight(40).Make();
        var (finding, without) = (model.Findings.First(f => f.Minimal is not null), model.Findings.First(f => f.Minimal is null));
        var page = await _report.Browser.Open(_report.Synthetic(40), $"#/f/{finding.Fingerprint}", new PageLook { Width = width });
        var commands = await page.Locator(".command code").AllInnerTextsAsync();
        Assert.That(commands, Is.EqualTo(new[] { model.ReplayCommand(finding.Token), finding.Minimal!.Command }));
        Assert.That(await page.Locator(".minimal .meta").InnerTextAsync(), Does.Contain(finding.Minimal.Path));

        await page.GetByText("Copy command").ClickAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'command of the minimal scenario copied'");
        Assert.That(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), Is.EqualTo(finding.Minimal.Command));
        await page.Keyboard.PressAsync("c");
        await page.WaitForFunctionAsync("() => document.getElementById('said').textContent === 'replay command copied'");
        Assert.That(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), Is.EqualTo(model.ReplayCommand(finding.Token)));

        await ReportFixture.Show(page, $"#/f/{without.Fingerprint}");
        Assert.That(await page.Locator(".minimal").CountAsync(), Is.Zero);
    }

    // Longer than a browser's tallest element: the list still ends with the last run.
    [Test]
    public async Task Runs_list_reaches_its_last_row()
    {
        var page = await _report.Browser.Open(_report.Synthetic(300_000), "#/runs");
        await page.EvaluateAsync("() => { const box = document.querySelector('.scroll'); box.scrollTop = box.scrollHeight; }");
        await page.WaitForSelectorAsync("tr[data-i='299999']");
        Assert.That(await page.EvaluateAsync<JsonElement>("() => document.querySelectorAll('.list tbody tr').length").ContinueWith(t => t.Result.GetInt32(), TaskScheduler.Default), Is.LessThan(60));
    }

    [GeneratedRegex("[0-9][0-9,]*")]
    private static partial Regex Number();

    [GeneratedRegex("(?<=hidden: |, )([0-9][0-9,]*) by ")]
    private static partial Regex Hidden();
}
