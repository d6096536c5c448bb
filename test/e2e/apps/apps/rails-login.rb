# Rails with a session in its encrypted cookie, a login with a token against forged requests, a flash and a logout, on a
# free loopback port. Says its port in one line, then serves until its input ends.
require 'action_controller/railtie'
require 'puma'
require 'puma/server'

class Shop < Rails::Application
  # As `rails new` sets them.
  config.load_defaults 6.1
  config.action_dispatch.cookies_serializer = :json
  config.root = ARGV.fetch(0)
  config.eager_load = false
  config.secret_key_base = 'a secret key base of the Rails app'
  config.logger = Logger.new(nil)
end

class PagesController < ActionController::Base
  def index
    render inline: <<~PAGE
      <p id="who"><%= session[:name] || 'nobody' %></p><p id="said"><%= notice %></p>
      <%= form_tag('/login') do %><input name="name"><button>Log in</button><% end %>
      <%= form_tag('/logout') do %><button>Log out</button><% end %>
    PAGE
  end

  def login
    reset_session
    session[:name] = params[:name]
    redirect_to '/', notice: 'You are logged in'
  end

  def logout
    reset_session
    redirect_to '/'
  end
end

Rails.application.initialize!
Rails.application.routes.draw do
  root 'pages#index'
  post 'login', to: 'pages#login'
  post 'logout', to: 'pages#logout'
end

server = Puma::Server.new(Rails.application)
port = server.add_tcp_listener('127.0.0.1', 0).addr[1]
server.run
$stdout.puts("#{port} #{Rails.version}")
$stdout.flush
$stdin.read
exit!(0)
