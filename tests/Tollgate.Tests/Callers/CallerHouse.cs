using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Callers;
using Tollgate.Callers.Keys;
using Tollgate.Callers.Organizations;
using Tollgate.Callers.Templates;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Tests.Callers;

/// <summary>The slice as the product wires it, on a database and a clock of its own.</summary>
internal sealed class CallerHouse : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private CallerHouse(TestDatabase database, HeldClock clock, CallerOptions options, IReadOnlyList<KeyAttachment> attachments)
    {
        Database = database;
        Clock = clock;
        var collection = new ServiceCollection()
            .AddSingleton(database.Database)
            .AddSingleton<DbDataSource>(database.Source)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(options)
            .AddSingleton(RandomNumberGenerator.Create())
            .AddAudit()
            .AddCallers();
        foreach (var attachment in attachments)
        {
            collection.AddSingleton(attachment);
        }

        services = collection.BuildServiceProvider();
    }

    public TestDatabase Database { get; }

    public HeldClock Clock { get; }

    public CallerDirectory Directory => Get<CallerDirectory>();

    public KeyStore Keys => Get<KeyStore>();

    public KeyReader KeyReader => Get<KeyReader>();

    public ApiCaller Operator { get; private set; } = null!;

    public static async Task<CallerHouse> OpenAsync(CallerOptions? options = null, params KeyAttachment[] attachments)
    {
        var clock = new HeldClock();
        var house = new CallerHouse(await TestDatabase.CreateAsync(clock), clock, options ?? new CallerOptions(), attachments);
        await house.Get<OrganizationStore>().EnsureDefaultAsync(CancellationToken.None);
        var home = await house.Get<OrganizationStore>().FindAsync(OrganizationStore.DefaultName, CancellationToken.None);
        house.Operator = new ApiCaller(Guid.Empty, "operator", home!.Id, ApiRight.Operator);
        return house;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>An administrator of a further organization.</summary>
    public async Task<ApiCaller> OtherOrganizationAsync(string name = "other")
    {
        var made = await Get<OrganizationStore>().CreateAsync(Operator, name, CancellationToken.None);
        return new ApiCaller(Ids.New(Clock), $"{name}-admin", made.Value!.Id, ApiRight.Admin);
    }

    public async Task<CreatedKey> KeyAsync(string name, ApiCaller? by = null)
    {
        var made = await Keys.CreateAsync(by ?? Operator, new NewKey(name), CancellationToken.None);
        Assert.Null(made.Refusal);
        return made.Value!;
    }

    public async Task<CreatedKey> KeyAsync(NewKey wanted)
    {
        var made = await Keys.CreateAsync(Operator, wanted, CancellationToken.None);
        Assert.Null(made.Refusal);
        return made.Value!;
    }

    public ValueTask<Outcome<SignedIn>> SignInAsync(string key, string address = "192.0.2.1") =>
        Directory.AuthenticateAsync(Request(("Authorization", $"Bearer {key}"), address), CancellationToken.None);

    public ValueTask<Outcome<SignedIn>> SignInAsync(params (string Name, string Value)[] headers) =>
        Directory.AuthenticateAsync(Request(headers), CancellationToken.None);

    public static HttpContext Request((string Name, string Value) header, string address)
    {
        var http = Request(header);
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return http;
    }

    public static HttpContext Request(params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        foreach (var (name, value) in headers)
        {
            if (name == "?key")
            {
                http.Request.QueryString = QueryString.Create("key", value);
                continue;
            }

            http.Request.Headers.Append(name, value);
        }

        return http;
    }

    /// <summary>All routes of the slice.</summary>
    public IReadOnlyList<ApiRoute> Routes() =>
    [
        .. Get<KeyEndpoints>().Routes,
        .. Get<TeamEndpoints>().Routes,
        .. Get<TemplateEndpoints>().Routes,
        .. Get<MintEndpoints>().Routes,
        .. Get<OrganizationEndpoints>().Routes,
        .. CallerServices.PrincipalEndpoints(services).SelectMany(endpoints => endpoints.Routes),
        .. Get<AuditEndpoints>().Routes,
    ];

    /// <summary>Calls a route as hosting does, after the right was checked: status and body.</summary>
    public async Task<(int Status, JsonElement Body)> CallAsync(ApiCaller caller, string method, string pattern, string? body = null, string? id = null, string query = "")
    {
        var route = Routes().Single(route => route.Method == method && route.Pattern == pattern);
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.QueryString = new QueryString(query);
        http.Request.RouteValues["id"] = id;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        http.Request.ContentLength = http.Request.Body.Length;
        using var reply = new MemoryStream();
        http.Response.Body = reply;
        await route.Handler(http, caller);
        await http.Response.CompleteAsync();
        return (http.Response.StatusCode, reply.Length == 0 ? default : JsonDocument.Parse(reply.ToArray()).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
