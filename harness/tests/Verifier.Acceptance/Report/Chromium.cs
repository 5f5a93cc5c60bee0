using Microsoft.Playwright;

namespace Verifier.Acceptance.Report;

/// <summary>
/// The Chromium of the machine, driven from outside; nothing is downloaded. Where there is none the tests are ignored, but not in CI, which
/// installs it.
/// </summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts it, or ignores the test.</summary>
    public static async Task<Chromium> Start()
    {
        var path = Environment.GetEnvironmentVariable("VERIFIER_CHROMIUM") is { Length: > 0 } chosen ? chosen : s_places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            const string Reason = "There is no Chromium: install it, or say where it is with VERIFIER_CHROMIUM.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(Reason);
            }

            Assert.Ignore(Reason);
        }

        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,

            // A root user of a container has neither a sandbox nor much shared memory nor a graphics card.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A page of its own, with nothing stored.</summary>
    public async Task<IPage> Open(string file, string hash = "", PageLook? look = null)
    {
        var chosen = look ?? new PageLook();
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = chosen.Width, Height = 900 },
            ColorScheme = chosen.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = chosen.HasScripts,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        var page = await context.NewPageAsync();
        chosen.Prepare?.Invoke(page);
        if (chosen.InitScript is { } script)
        {
            await page.AddInitScriptAsync(script);
        }

        await page.GotoAsync(new Uri(file).AbsoluteUri + hash);
        if (chosen.HasScripts)
        {
            await page.WaitForSelectorAsync("html[data-ready]");
        }

        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
