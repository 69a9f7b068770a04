namespace Tollgate.Load;

/// <summary>nginx as a plain proxy, where it is installed.</summary>
internal static class NginxPeer
{
    /// <summary>Starts it; null where it is not installed.</summary>
    public static async Task<Peer?> StartAsync(int upstreamPort)
    {
        if (!File.Exists("/usr/sbin/nginx"))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("tollgate-nginx").FullName;
        var settings = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(settings,
            $$"""
            daemon off; worker_processes 1; master_process off; pid {{folder}}/pid; error_log stderr crit;
            events { worker_connections 1024; }
            http {
              access_log off; client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              upstream fake { server 127.0.0.1:{{upstreamPort}}; keepalive 64; }
              server { listen 127.0.0.1:4814; client_body_buffer_size 64k; location / { proxy_pass http://fake; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }
            }
            """);
        return await Peer.StartAsync("nginx", 0, 4814, "/usr/sbin/nginx", ["-c", settings], "/");
    }
}
